from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid, label
from recolint_rules.account._networks import listed
from recolint_rules.facts import sources
from recolint_rules.facts.wording import cut

_SPEC = "InputConfig: {VpcConfig: {Subnets: [subnet-0a, subnet-0b], SecurityGroupIds: [sg-0a]}}"
_ONE = {"SubnetId": "subnet-0a", "VpcId": "vpc-1"}
_GROUPS = {"SecurityGroups": [{"GroupId": "sg-0a", "VpcId": "vpc-1"}]}


class SeveralVpcs(OnlineRule[None]):
    """The subnets and security groups belong to more than one VPC.

    What it checks: the VPC of each ID in Subnets and SecurityGroupIds, from EC2, against that of the first one.

    Why it matters: an endpoint is in one VPC. SageMaker cannot create the job's endpoints.

    What to do: use subnets and security groups of one VPC."""

    code, name = "RL941", "several-vpcs"
    severity, basis = ERROR, Documented(sources.HOST_VPC)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            _SPEC,
            answers={
                "ec2 DescribeSubnets": {"Subnets": [_ONE, {"SubnetId": "subnet-0b", "VpcId": "vpc-1"}]},
                "ec2 DescribeSecurityGroups": _GROUPS,
            },
        ),
        Valid(
            _SPEC,
            answers={"ec2 DescribeSubnets": {"Subnets": []}, "ec2 DescribeSecurityGroups": _GROUPS},
            title="RL940 reports the missing one",
        ),
        Invalid(
            _SPEC,
            at="/InputConfig/VpcConfig/Subnets/1",
            answers={
                "ec2 DescribeSubnets": {"Subnets": [_ONE, {"SubnetId": "subnet-0b", "VpcId": "vpc-2"}]},
                "ec2 DescribeSecurityGroups": _GROUPS,
            },
        ),
        Invalid(
            _SPEC,
            at="/InputConfig/VpcConfig/SecurityGroupIds/0",
            answers={
                "ec2 DescribeSubnets": {"Subnets": [_ONE]},
                "ec2 DescribeSecurityGroups": {"SecurityGroups": [{"GroupId": "sg-0a", "VpcId": "vpc-2"}]},
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        known = [one for one in listed(spec.job, account) if one.vpc is not None]
        for text, what, vpc in known[1:]:
            if vpc != known[0].vpc:
                yield self.finding(
                    text,
                    f"{what} {cut(text.value)} is in {vpc}, but {known[0].text.value} is in {known[0].vpc}",
                    labels=[label(known[0].text, f"in {known[0].vpc}")],
                    help="use subnets and security groups of one VPC",
                )
                return
