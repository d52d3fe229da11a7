"""The IDs in a VpcConfig, by the kind of each list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from recolint.plugin import Items, Located, VpcConfig, once

KINDS = {"sg-": "a security group", "subnet-": "a subnet"}
"""The resource of an ID, by its prefix."""

_DIGITS = frozenset("0123456789abcdef")
_KEPT = 256
"""Cached IDs: specs of one team name the same subnets and groups."""


def listed(vpc: VpcConfig) -> Sequence[tuple[str, Items[Located[str]]]]:
    """Each list of ``vpc``, with the prefix of its IDs."""
    return ("sg-", vpc.security_groups), ("subnet-", vpc.subnets)


@once
def misfits(vpc: VpcConfig) -> Sequence[tuple[str, Located[str]]]:
    """The invalid IDs of both lists, each with the prefix of its list."""
    return [(prefix, item) for prefix, items in listed(vpc) for item in items if not _is_valid(item.value, prefix)]


@lru_cache(_KEPT)
def _is_valid(value: str, prefix: str) -> bool:
    """Whether ``value`` is an ID with ``prefix`` and 8 or 17 hexadecimal digits."""
    digits = value.removeprefix(prefix)
    return digits != value and len(digits) in (8, 17) and _DIGITS.issuperset(digits)
