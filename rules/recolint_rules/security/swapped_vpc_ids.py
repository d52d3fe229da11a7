from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Rename, Rule, Valid, VpcConfig
from recolint_rules.facts import sources
from recolint_rules.facts.wording import cut
from recolint_rules.security._vpc_ids import KINDS, misfits


class SwappedVpcIds(Rule[None]):
    """A subnet is in SecurityGroupIds, or a security group is in Subnets.

    What it checks: that no ID in SecurityGroupIds starts with `subnet-`, and no ID in Subnets with `sg-`.

    Why it matters: the service model accepts it. AWS accepts the job, but cannot create an endpoint.

    What to do: move the ID to the other list. If both lists are swapped, the fix swaps their names."""

    code, name = "RL621", "swapped-vpc-ids"
    severity, basis = ERROR, Documented(sources.VPC_CONFIG)
    refuses = True
    examples = (
        Valid("InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d], Subnets: [subnet-0a1b2c3d]}}"),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [sg-0a1b2c3d, subnet-0b1b2c3d], Subnets: [subnet-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig/SecurityGroupIds/1",
        ),
        Invalid(
            "InputConfig: {VpcConfig: {SecurityGroupIds: [subnet-0a1b2c3d], Subnets: [sg-0a1b2c3d]}}",
            at="/InputConfig/VpcConfig",
            fixed="InputConfig: {VpcConfig: {Subnets: [subnet-0a1b2c3d], SecurityGroupIds: [sg-0a1b2c3d]}}",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        vpc = job.input.vpc
        swapped = [
            (item, right)
            for prefix, item in misfits(vpc)
            for right in KINDS
            if right != prefix and item.value.startswith(right)
        ]
        if not swapped:
            return
        groups, subnets = VpcConfig.security_groups, VpcConfig.subnets
        are_whole = vpc.security_groups.whole and vpc.subnets.whole
        if (
            are_whole
            and vpc.security_groups
            and vpc.subnets
            and len(swapped) == len(vpc.security_groups) + len(vpc.subnets)
        ):
            edits = (Rename(vpc.at(groups), subnets.name), Rename(vpc.at(subnets), groups.name))
            yield self.finding(
                vpc,
                f"{groups.name} lists subnets, and {subnets.name} lists security groups",
                help="each list belongs under the other name",
                fix=Fix(f"swap {groups.name} and {subnets.name}", edits),
            )
            return
        for item, right in swapped:
            home = subnets.name if right == "subnet-" else groups.name
            yield self.finding(
                item, f"{cut(item.value)} in {item.route[-2]} is {KINDS[right]}", help=f"move it to {home}"
            )
