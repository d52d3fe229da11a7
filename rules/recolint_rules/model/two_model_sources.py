from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources


class TwoModelSources(Rule[None]):
    """The spec names a model and a model package.

    What it checks: that InputConfig does not have both ModelName and ModelPackageVersionArn.

    Why it matters: AWS documents one of the two, not both; AWS's Python SDK rejects them together.

    What to do: remove one of the two. ContainerConfig is valid with either."""

    code, name = "RL402", "two-model-sources"
    severity, basis = ERROR, Documented(sources.DEFAULT_JOB)
    refuses = True
    examples = (
        Valid("InputConfig: {ModelName: churn}"),
        Invalid(
            "InputConfig:\n"
            "  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:111122223333:model-package/churn/1\n"
            "  ModelName: churn\n",
            at="/InputConfig/ModelName",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        model, package = job.input.model, job.input.package
        if model is not None and package is not None:
            yield self.finding(
                model,
                "ModelName and ModelPackageVersionArn are both set; a job tests one of them",
                labels=[label(package, "the other source")],
                help="remove one of the two",
            )
