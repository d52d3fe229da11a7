"""``--generate-cli-skeleton``: a request with all its members, to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recolint.contract.shapes import REQUEST, Shape

OUTPUT = {"JobArn": "JobArn"}
"""The answer, with the name of its member for a value."""

_MOST_VALUES = 8
"""How many values of an enumeration a comment lists."""


def as_json() -> str:
    """The request in the form that ``--cli-input-json`` takes."""
    return json.dumps(_example(REQUEST), indent=4) + "\n"


def as_yaml() -> str:
    """The request in the form that ``--cli-input-yaml`` takes, each member with a comment on what it may be."""
    return "".join(f"{line}\n" for line in _members(REQUEST, ""))


def _example(of: Shape) -> Any:
    if of.kind == "structure":
        return {name: _example(member) for name, member in of.members.items()}
    if of.item is not None:
        return [_example(of.item)]
    return _scalar(of)


def _scalar(of: Shape) -> str | int:
    if of.kind == "integer":
        return 0
    return of.values[0] if of.values else ""


def _members(of: Shape, indent: str) -> Iterator[str]:
    for name, member in of.members.items():
        comment = f"  # {_described(member, required=name in of.required)}"
        if member.kind == "structure":
            yield f"{indent}{name}:{comment}"
            yield from _members(member, indent + "  ")
        elif member.item is not None:
            yield f"{indent}{name}:{comment}"
            yield from _item(member.item, indent)
        else:
            yield f"{indent}{name}: {_scalar(member) or _empty(member)}{comment}"


def _item(of: Shape, indent: str) -> Iterator[str]:
    if of.kind != "structure":
        yield f"{indent}- {_scalar(of) or _empty(of)}"
        return
    lines = list(_members(of, indent + "  "))
    yield f"{indent}- {lines[0].lstrip()}"
    yield from lines[1:]


def _empty(of: Shape) -> str:
    return "0" if of.kind == "integer" else "''"


_NOUNS = {"string": "characters", "list": "items"}


def _described(of: Shape, *, required: bool) -> str:
    words = "[REQUIRED] " if required else ""
    words += {"string": "text", "integer": "an integer", "list": "a list", "structure": "a structure"}[of.kind]
    if of.values:
        more = "" if len(of.values) <= _MOST_VALUES else f", ... ({len(of.values)} in all)"
        return f"{words}: {', '.join(of.values[:_MOST_VALUES])}{more}"
    noun = f" {_NOUNS[of.kind]}" if of.kind in _NOUNS else ""
    if of.minimum is not None and of.maximum is not None:
        words += f", {of.minimum} to {of.maximum}{noun}"
    elif of.minimum is not None:
        words += f", at least {of.minimum}{noun}"
    elif of.maximum is not None:
        words += f", at most {of.maximum}{noun}"
    return words
