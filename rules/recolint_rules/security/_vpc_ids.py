"""The IDs in a VpcConfig, by the kind of each list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from recolint.plugin import Items, Located, VpcConfig

KINDS = {"sg-": "a security group", "subnet-": "a subnet"}
"""The resource of an ID, by its prefix."""

_DIGITS = frozenset("0123456789abcdef")
_KEPT = 256
"""Cached IDs: specs of one team name the same subnets and groups."""


def listed(vpc: VpcConfig) -> Iterator[tuple[str, Items[Located[str]]]]:
    """Each list of ``vpc``, with the prefix of its IDs."""
    yield "sg-", vpc.security_groups
    yield "subnet-", vpc.subnets


@lru_cache(_KEPT)
def is_valid(value: str, prefix: str) -> bool:
    """Whether ``value`` is an ID with ``prefix`` and 8 or 17 hexadecimal digits."""
    digits = value.removeprefix(prefix)
    return digits != value and len(digits) in (8, 17) and _DIGITS.issuperset(digits)
