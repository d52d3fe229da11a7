"""The largest spec that packs are tried on: an expression that takes too long on it is a fault of the pack."""

from __future__ import annotations

from functools import cache
from typing import Any

from recolint.request.contract.shapes import REQUEST, Shape

_ITEMS = 1_000
"""Items of a list without a maximum. Four such lists and the rest are about half of the limit for a document."""
_CHARACTERS = 256
"""Characters of a text without a maximum."""


@cache
def largest() -> dict[str, Any]:
    """A request with every member, each list as long as it may be."""
    data: dict[str, Any] = _largest(REQUEST)
    return data


def _largest(of: Shape) -> Any:
    if of.kind == "structure":
        return {name: _largest(member) for name, member in of.members.items()}
    if of.item is not None:
        return [_largest(of.item)] * (of.maximum if of.maximum is not None else _ITEMS)
    if of.kind == "integer":
        return of.minimum or 1
    return of.values[0] if of.values else "a" * min(of.maximum or _CHARACTERS, _CHARACTERS)
