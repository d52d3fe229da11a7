from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from recolint.plugin import ERROR, Advice, Finding, InputConfig, Invalid, Job, Rule, Valid


class Options(NamedTuple):
    """The policy."""

    required: Annotated[bool, "whether each job must run in a VPC"] = False


class VpcMissing(Rule[Options]):
    """The job runs outside of any VPC, but the team requires one.

    What it checks: that VpcConfig is given, when the option `required` is true.

    Why it matters: without it, the model's container reaches the internet, and nothing of yours that a VPC holds. IAM
    cannot ask for a VPC: no condition key of this call covers it.

    What to do: add VpcConfig with security groups and subnets.
    """

    code, name = "RL626", "vpc-missing"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    examples = (
        Valid("InputConfig: {ModelName: churn}"),
        Valid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}",
            options={"required": True},
        ),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig", options={"required": True}),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if self.options.required and job.input and not job.input.has(InputConfig.vpc):
            yield self.finding(
                job.input,
                "VpcConfig is missing; the policy requires it",
                help="add VpcConfig with SecurityGroupIds and Subnets",
            )
