"""The subnets and security groups of a spec, as EC2 describes them."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Account, Job, Located, NamedTuple


class Listed(NamedTuple):
    """An ID of a spec, the kind of its resource, and its VPC; ``None``: the resource does not exist."""

    text: Located[str]
    what: str
    vpc: str | None


def listed(job: Job, account: Account) -> Iterator[Listed]:
    """The subnets, then the security groups. Looked up with a filter: with IDs, a missing one would hide the others."""
    config = job.input.vpc
    for texts, prefix, what, operation, key, name in (
        (config.subnets, "subnet-", "subnet", "DescribeSubnets", "Subnets", "subnet-id"),
        (config.security_groups, "sg-", "security group", "DescribeSecurityGroups", "SecurityGroups", "group-id"),
    ):
        own = [text for text in texts if text.value.startswith(prefix)]
        if not own:
            continue
        wanted = [{"Name": name, "Values": sorted({text.value for text in own})}]
        told = account.ask("ec2", operation, Filters=wanted)
        member = "SubnetId" if key == "Subnets" else "GroupId"
        vpcs = {one[member]: one["VpcId"] for one in told[key]} if told is not None else {}
        yield from (Listed(text, what, vpcs.get(text.value)) for text in own)
