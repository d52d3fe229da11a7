"""The ids in a VpcConfig, by the kind that each of its lists holds."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Items, Located, VpcConfig

KINDS = {"sg-": "a security group", "subnet-": "a subnet"}
"""What an id names, by its beginning."""


def listed(vpc: VpcConfig) -> Iterator[tuple[str, Items[Located[str]]]]:
    """Each list of ``vpc``, with what its ids must begin with."""
    yield "sg-", vpc.security_groups
    yield "subnet-", vpc.subnets
