from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Remove, Rule, Valid, label
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import cut
from recolint_rules.security._vpc_ids import listed


class DuplicateVpcId(Rule[None]):
    """A security group or subnet is duplicated.

    What it checks: that no ID is duplicated in SecurityGroupIds or in Subnets.

    Why it matters: the duplicate has no effect. AWS may reject it, or another ID was intended.

    What to do: remove it, or write the intended ID."""

    code, name = "RL622", "duplicate-vpc-id"
    severity, basis = WARNING, Inferred("a list of groups or subnets is a set")
    examples = (
        Valid("InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}"),
        Invalid(
            "InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, subnet-0b1b2c3d, subnet-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig/Subnets/2",
            fixed="InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d, subnet-0b1b2c3d]}}",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for _, items in listed(job.input.vpc):
            for item, first in repeats(items, attrgetter("value")):
                yield self.finding(
                    item,
                    f"duplicate ID {cut(item.value)}",
                    labels=[label(first, "first listed here")],
                    help="remove it, or write another ID",
                    fix=Fix(f"remove the second {cut(item.value)}", (Remove(item.route),)),
                )
