"""The IDs in a VpcConfig, by the kind of each list."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import Items, Located, VpcConfig

KINDS = {"sg-": "a security group", "subnet-": "a subnet"}
"""The resource of an ID, by its prefix."""


def listed(vpc: VpcConfig) -> Iterator[tuple[str, Items[Located[str]]]]:
    """Each list of ``vpc``, with the prefix of its IDs."""
    yield "sg-", vpc.security_groups
    yield "subnet-", vpc.subnets
