from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Documented, Finding, InputConfig, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class NoModelSource(Rule[None]):
    """The spec lacks the model to test.

    What it checks: that InputConfig has ModelPackageVersionArn or ModelName. With Endpoints, the finding is a warning:
    AWS's documents have a model package there too, but do not say that it is required.

    Why it matters: AWS documents one of the two as required. Without a model there is nothing to test.

    What to do: set the ARN of a model package version, or the name of a model together with ContainerConfig."""

    code, name = "RL401", "no-model-source"
    severity, basis = ERROR, Documented(sources.DEFAULT_JOB)
    examples = (
        Valid("InputConfig: {ModelName: churn}"),
        Valid("InputConfig: {ModelPackageVersionArn: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package/m/1'}"),
        Invalid("InputConfig: {JobDurationInSeconds: 600}", at="/InputConfig"),
        Invalid("InputConfig: {Endpoints: [{EndpointName: churn}]}", at="/InputConfig"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not (job.input and job.input.lacks(InputConfig.package) and job.input.lacks(InputConfig.model)):
            return
        benchmark = bool(job.input.endpoints) or not job.input.lists_all(InputConfig.endpoints)
        yield self.finding(
            job.input,
            "ModelPackageVersionArn and ModelName are both missing; a job tests one of them",
            help="add ModelPackageVersionArn, or ModelName together with ContainerConfig",
            severity=WARNING if benchmark else None,
        )
