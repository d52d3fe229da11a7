from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid
from recolint_rules.model._source import is_not_model_alone


class EmptyContainer(Rule[None]):
    """ContainerConfig is empty.

    What it checks: that ContainerConfig, if present, has a member. With ModelName, RL420 reports what it lacks.

    Why it matters: an empty structure does not override the model package. Most often its content was lost.

    What to do: add the members to override, or remove it."""

    code, name = "RL439", "empty-container"
    severity, basis = WARNING, Advice("an empty structure has no effect")
    examples = (
        Valid("InputConfig: {ModelName: churn, ContainerConfig: {}}", title="left to RL420"),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ContainerConfig: {}\n"
            "  JobDurationInSeconds: 7200\n",
            at="/InputConfig/ContainerConfig",
            fixed="InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  JobDurationInSeconds: 7200\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        if container.is_empty and is_not_model_alone(job.input):
            yield self.finding(
                container,
                "ContainerConfig is empty",
                help="add the members to override, or remove it",
                fix=Fix("remove the empty ContainerConfig", (Remove(container.route),)),
            )
