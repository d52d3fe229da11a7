from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources


class VpcWithModelName(Rule[None]):
    """A job in a VPC tests a model that is given by name.

    What it checks: whether VpcConfig stands beside ModelName.

    Why it matters: the guide on VPC access asks for a model that is registered in the model registry. It is older than
    ModelName, so whether a name will do is not documented.

    What to do: give ModelPackageVersionArn if the job fails, or if you want to be on the safe side.
    """

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
