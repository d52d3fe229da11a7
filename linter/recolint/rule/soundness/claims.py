"""The requirements for an attribute, in a form that both a test and a message can use."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from types import NoneType
from typing import Any

from recolint.base.finding import Advice, Client, Documented, Inferred, Model, Part, Reference, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.rule.making import UnsoundError

_BASES = (Client, Model, Documented, Inferred, Advice)
_DEEPEST = 100
"""Levels of a value: deeper than any request, and no trouble for a stack."""
_LARGEST = 14_000
"""Bits of a number: Python refuses to write numbers of somewhat more."""
_SCALARS = (str, int, float, bytes, datetime.date, NoneType)


class Claim(NamedTuple):
    """The requirement for the attribute ``name``: a test, and its words."""

    name: str
    holds: Callable[[Any], bool]
    expected: str


class _Nothing:
    def __repr__(self) -> str:
        return "nothing"


NOTHING = _Nothing()
"""An attribute that is not there."""


def broken(claims: Iterable[Claim], subject: object, where: str = "") -> Iterator[UnsoundError]:
    """An error for each of ``claims`` that does not hold for ``subject``, which is called ``where``."""
    for name, holds, expected in claims:
        found = getattr(subject, name, NOTHING)
        if not holds(found):
            yield UnsoundError.of(f"{where}{name}", expected, found)


def hold(claims: Iterable[Claim], subject: object, where: str) -> None:
    """Raise ``UnsoundError`` where one of ``claims`` does not hold."""
    for error in broken(claims, subject, where):
        raise error


def is_text(value: object) -> bool:
    """Whether ``value`` is a text that says something; a class derived from ``str`` may raise when it is printed."""
    return type(value) is str and bool(value.strip())


def is_text_or_none(value: object) -> bool:
    """Whether ``value`` is such a text, or left out."""
    return value is None or is_text(value)


def is_plain(value: object, level: int = 0) -> bool:
    """Whether ``value`` is data as JSON or YAML has it."""
    if level > _DEEPEST:
        return False
    if isinstance(value, dict):
        return all(isinstance(name, str) and is_plain(item, level + 1) for name, item in value.items())
    if isinstance(value, list | tuple):
        return all(is_plain(item, level + 1) for item in value)
    return isinstance(value, _SCALARS) and not (isinstance(value, int) and value.bit_length() > _LARGEST)


def is_table(value: object) -> bool:
    """Whether ``value`` is a dict of data, or left out."""
    return value is None or (isinstance(value, dict) and is_plain(value))


def _is_source(value: object) -> bool:
    if not isinstance(value, Reference):
        return is_text(value)
    has_address = value.url is None or (is_text(value.url) and value.url.startswith("https://"))
    has_day = value.read is None or isinstance(value.read, datetime.date)
    return is_text(value.title) and has_address and has_day


SEVERITY = Claim("severity", lambda it: isinstance(it, Severity), "INFO, WARNING or ERROR")
BASIS = Claim(
    "basis",
    lambda it: isinstance(it, _BASES) and _is_source(it.source) and isinstance(it.detail, str),
    "a Client, Model, Documented, Inferred or Advice with its source, a text or a Reference",
)
PART = Claim("part", lambda it: isinstance(it, Part), "a Part")
