"""``--generate-cli-skeleton``: a request with all its members, to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recolint.request.contract.shapes import REQUEST, Shape

_MAX_VALUES = 8
"""How many values of an enumeration a comment lists."""


def as_json(example: dict[str, Any]) -> str:
    """``example``, a request with all members, in the form that ``--cli-input-json`` takes."""
    return json.dumps(example, indent=4) + "\n"


def as_yaml(example: dict[str, Any]) -> str:
    """``example`` in the form that ``--cli-input-yaml`` takes, each member with a comment on what it may be."""
    return "".join(f"{line}\n" for line in _members(example, REQUEST, ""))


def _members(example: dict[str, Any], of: Shape, indent: str) -> Iterator[str]:
    for name, value in example.items():
        member = of.members.get(name)
        comment = f"  # {_described(member, required=name in of.required)}" if member is not None else ""
        if isinstance(value, dict) and member is not None:
            yield f"{indent}{name}:{comment}"
            yield from _members(value, member, indent + "  ")
        elif isinstance(value, list) and member is not None and member.item is not None:
            yield f"{indent}{name}:{comment}"
            for item in value:
                yield from _item(item, member.item, indent)
        else:
            yield f"{indent}{name}: {json.dumps(value)}{comment}"


def _item(value: Any, of: Shape, indent: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{indent}- {json.dumps(value)}"
        return
    lines = list(_members(value, of, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


_NOUNS = {"string": "characters", "list": "items"}


def _described(of: Shape, *, required: bool) -> str:
    words = "[REQUIRED] " if required else ""
    words += {"string": "text", "integer": "an integer", "list": "a list", "structure": "a structure"}[of.kind]
    if of.values:
        more = "" if len(of.values) <= _MAX_VALUES else f", ... ({len(of.values)} in total)"
        return f"{words}: {', '.join(of.values[:_MAX_VALUES])}{more}"
    noun = f" {_NOUNS[of.kind]}" if of.kind in _NOUNS else ""
    if of.minimum is not None and of.maximum is not None:
        words += f", {of.minimum} to {of.maximum}{noun}"
    elif of.minimum is not None:
        words += f", at least {of.minimum}{noun}"
    elif of.maximum is not None:
        words += f", at most {of.maximum}{noun}"
    return words
