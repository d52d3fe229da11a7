from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._networks import listed
from recolint_rules.facts import sources
from recolint_rules.facts.wording import cut

_SPEC = "InputConfig: {VpcConfig: {Subnets: [subnet-0a, subnet-0b], SecurityGroupIds: [sg-0a]}}"
_GROUPS = {"SecurityGroups": [{"GroupId": "sg-0a", "VpcId": "vpc-1"}]}


class NoSuchVpcId(OnlineRule[None]):
    """A subnet or security group does not exist in the account and Region of the job.

    What it checks: that each subnet and security group exists.

    Why it matters: SageMaker cannot create the job's endpoints.

    What to do: correct the ID (`aws ec2 describe-subnets`, `aws ec2 describe-security-groups`)."""

    code, name = "RL940", "no-such-vpc-id"
    severity, basis = ERROR, Documented(sources.HOST_VPC)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            _SPEC,
            answers={
                "ec2 DescribeSubnets": {
                    "Subnets": [
                        {"SubnetId": "subnet-0a", "VpcId": "vpc-1"},
                        {"SubnetId": "subnet-0b", "VpcId": "vpc-1"},
                    ]
                },
                "ec2 DescribeSecurityGroups": _GROUPS,
            },
        ),
        Invalid(
            _SPEC,
            at="/InputConfig/VpcConfig/Subnets/1",
            answers={
                "ec2 DescribeSubnets": {"Subnets": [{"SubnetId": "subnet-0a", "VpcId": "vpc-1"}]},
                "ec2 DescribeSecurityGroups": _GROUPS,
            },
        ),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0b]}}",
            at="/InputConfig/VpcConfig/SecurityGroupIds/0",
            answers={"ec2 DescribeSecurityGroups": {"SecurityGroups": []}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        for text, what, vpc in listed(spec.job, account):
            if vpc is None:
                yield self.finding(
                    text,
                    f"{what} {cut(text.value)} does not exist in {account.region}",
                    help=f"use a {what} of this account and Region",
                )
