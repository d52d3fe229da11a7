"""The constraints of a service's model, enforced and worded as the service does.

The client checks required members, types and minima; enumerations, patterns and maxima are the server's alone.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

_TYPES: dict[str, Any] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "float": (int, float),
    "double": (int, float),
    "boolean": (bool,),
    "timestamp": (int, float),
    "structure": (dict,),
    "list": (list,),
}
_GIVEN = ((bool, "BOOLEAN_VALUE"), (str, "STRING_VALUE"), (int, "NUMBER_VALUE"), (float, "NUMBER_VALUE"))
_WANTED = {"string": "String", "integer": "Integer", "long": "Long", "float": "Float", "double": "Double"}


def misfits(shape: Any, value: Any) -> Iterator[str]:
    """Messages, as the service words them, for the places in ``value`` with a wrong JSON type for ``shape``."""
    if value is None:
        return
    wanted = _TYPES[shape.type_name]
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        given = next((name for kind, name in _GIVEN if isinstance(value, kind)), "Start of structure or list")
        yield f"{given} can not be converted to {_WANTED.get(shape.type_name, shape.type_name.title())}"
    elif shape.type_name == "structure":
        for name, member in shape.members.items():
            yield from misfits(member, value.get(name))
    elif shape.type_name == "list":
        for item in value:
            yield from misfits(shape.member, item)


def violations(shape: Any, value: Any, place: str = "") -> Iterator[str]:
    """How ``value``, which has the right types, violates the botocore ``shape``; unknown members are allowed."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            inner = (f"{place}." if place else "") + name[0].lower() + name[1:]
            if value.get(name) is not None:
                yield from violations(member, value[name], inner)
            elif name in shape.required_members:
                yield f"Value null at '{inner}' failed to satisfy constraint: Member must not be null"
        return
    for constraint in _broken(shape, value):
        yield f"Value '{value}' at '{place}' failed to satisfy constraint: Member must {constraint}"
    if shape.type_name == "list":
        for number, item in enumerate(value, start=1):
            yield from violations(shape.member, item, f"{place}.{number}.member")


def message(found: list[str]) -> str:
    """The text of one ValidationException for all that was ``found``."""
    return f"{len(found)} validation error{'s' * (len(found) > 1)} detected: {'; '.join(found)}"


def _broken(shape: Any, value: Any) -> Iterator[str]:
    rules = shape.metadata
    of_value = isinstance(value, int | float)
    size, what = (value, "value") if of_value else (len(value), "length")
    if "min" in rules and size < rules["min"]:
        yield f"have {what} greater than or equal to {rules['min']}"
    if "max" in rules and size > rules["max"]:
        yield f"have {what} less than or equal to {rules['max']}"
    if "enum" in rules and value not in rules["enum"]:
        yield f"satisfy enum value set: [{', '.join(rules['enum'])}]"
    if "pattern" in rules and not _compiled(rules["pattern"]).fullmatch(value):
        yield f"satisfy regular expression pattern: {rules['pattern']}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Python's ``re`` does not know ``\\p{L}``: spell the category out. ``\\d`` is ASCII for the service."""
    spelled = re.sub(r"\\p\{(\w)\}", lambda found: _category(found[1]), pattern)
    return re.compile(spelled, re.ASCII)


@cache
def _category(letter: str) -> str:
    """All characters of a Unicode category as ranges for a character class."""
    members = (code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == letter)
    ranges: list[list[int]] = []
    for code in members:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
