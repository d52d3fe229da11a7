from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid, VpcConfig
from recolint_rules.facts import sources


class SingleSubnet(Rule[None]):
    """The endpoints of the job can run in only one subnet.

    What it checks: that Subnets lists at least two.

    Why it matters: a subnet is in one Availability Zone. If that zone has no free instance, or the subnet no free
    address, the test fails, even if another zone has both.

    What to do: list subnets of at least two Availability Zones."""

    code, name = "RL623", "single-subnet"
    severity, basis = INFO, Advice(sources.HOST_VPC)
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, subnet-0b1b2c3d]}}"),
        Invalid("InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d]}}", at="/InputConfig/VpcConfig/Subnets"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # An invalid item may be another subnet.
        subnets = job.input.vpc.subnets
        if subnets.whole and len(subnets) == 1 == len(job.input.vpc.items(VpcConfig.subnets) or ()):
            yield self.finding(
                subnets,
                "Subnets has one subnet, so the job has one Availability Zone",
                help="add a subnet of a second zone, in case the first has no free instance",
            )
