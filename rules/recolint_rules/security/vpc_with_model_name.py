from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources


class VpcWithModelName(Rule[None]):
    """A job with VpcConfig has ModelName instead of a model package.

    What it checks: whether a job with VpcConfig has ModelName.

    Why it matters: the guide on VPC access requires a model in the model registry. It is older than ModelName, so AWS
    does not document whether a name works.

    What to do: set ModelPackageVersionArn if the job fails, or to be safe."""

    code, name = "RL624", "vpc-with-model-name"
    severity, basis = INFO, Documented(sources.JOB_VPC)
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d]}}"),
        Invalid(
            "InputConfig: {ModelName: churn, VpcConfig: {Subnets: [subnet-0a1b2c3d]}}", at="/InputConfig/VpcConfig"
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        model = job.input.model
        if model is not None and job.input.vpc:
            yield self.finding(
                job.input.vpc,
                "AWS documents VPC access with a model package, not with ModelName",
                labels=[label(model, "the model")],
                help="set ModelPackageVersionArn instead of ModelName",
            )
