from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Finding,
    Globs,
    InputConfig,
    Invalid,
    Items,
    Job,
    Located,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts.globs import first_match
from recolint_rules.facts.wording import first_of, quoting
from recolint_rules.security._required import missing


class Options(NamedTuple):
    """The policy."""

    subnets: Annotated[Globs, "globs of the subnets that jobs may use; empty: any"] = Globs(())
    security_groups: Annotated[Globs, "globs of the security groups that jobs may use; empty: any"] = Globs(())
    required: Annotated[bool, "whether each job must run in a VPC"] = False


class NetworkBreaksPolicy(Rule[Options]):
    """The job runs outside the networks that the team allows.

    What it checks: that each of Subnets matches a glob of the option `subnets`, and each of SecurityGroupIds one of
    `security-groups`. With `required`, the job must have a VpcConfig. A job without VpcConfig does not name a subnet,
    so set `required` too. Without options the rule is silent.

    Why it matters: security groups and subnets decide what the model's container can reach. IAM cannot require them:
    this call has no condition key for them.

    What to do: use the subnets and security groups that the policy allows.
    """

    code, name = "RL627", "network-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 5.0
    examples = (
        Valid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}",
            title="no policy is set",
        ),
        Valid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}",
            options={"subnets": ["subnet-0a1b2c3d"], "security-groups": ["sg-0a*"], "required": True},
        ),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d, subnet-0f0f0f0f]}}",
            at="/InputConfig/VpcConfig/Subnets/1",
            options={"subnets": ["subnet-0a1b2c3d"]},
            message="the subnet 'subnet-0f0f0f0f' does not match a glob in subnets of the policy",
        ),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0f0f0f0f], Subnets: [subnet-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig/SecurityGroupIds/0",
            options={"security-groups": ["sg-0a*"]},
        ),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig", options={"required": True}),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        subnets, groups, required = self.options
        gap = missing(job, (Job.input, InputConfig.vpc)) if required else None
        if gap is not None:
            yield self.finding(
                gap.place,
                "VpcConfig is missing; the policy requires it",
                help="add VpcConfig with SecurityGroupIds and Subnets",
            )
        vpc = job.input.vpc
        yield from self._foreign(vpc.subnets, subnets, "subnet", "subnets")
        yield from self._foreign(vpc.security_groups, groups, "security group", "security-groups")

    def _foreign(self, ids: Items[Located[str]], globs: tuple[str, ...], what: str, option: str) -> Iterator[Finding]:
        for one in ids if globs else ():
            if first_match(one.value, globs) is None:
                yield self.finding(
                    one,
                    quoting(f"the {what} ", one.value, f" does not match a glob in {option} of the policy"),
                    help=f"use a {what} that matches one of: {first_of(globs)}",
                )
