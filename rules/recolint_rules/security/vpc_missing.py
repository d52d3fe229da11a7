from __future__ import annotations

from recolint.plugin import ERROR, Advice, Annotated, InputConfig, Invalid, Job, NamedTuple, Valid
from recolint_rules.security._required import RequiredByPolicy


class Options(NamedTuple):
    """The policy."""

    required: Annotated[bool, "whether each job must run in a VPC"] = False


class VpcMissing(RequiredByPolicy[Options]):
    """The job runs outside a VPC, but the team requires one.

    What it checks: that VpcConfig is set, if the option `required` is true.

    Why it matters: without it, the model's container can reach the internet, but not the resources in your VPC. IAM
    cannot require a VPC: this call has no condition key for it.

    What to do: add VpcConfig with security groups and subnets.
    """

    code, name = "RL626", "vpc-missing"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    member = (Job.input, InputConfig.vpc)
    called, advice = "VpcConfig", "add VpcConfig with SecurityGroupIds and Subnets"
    examples = (
        Valid("InputConfig: {ModelName: churn}"),
        Valid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}",
            options={"required": True},
        ),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig", options={"required": True}),
    )
