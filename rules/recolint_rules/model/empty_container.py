from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid
from recolint_rules.model._source import is_not_model_alone


class EmptyContainer(Rule[None]):
    """ContainerConfig is given and says nothing.

    What it checks: that ContainerConfig, where given, has a member. Beside ModelName, what it lacks is reported by
    RL420.

    Why it matters: an empty structure overrides nothing of the model package. Most often its content was lost.

    What to do: write what it was to override, or delete it.
    """

    code, name = "RL439", "empty-container"
    severity, basis = WARNING, Advice("an empty structure says nothing")
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
