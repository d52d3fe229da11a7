"""Faults in a policy document."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.base.finding import Part, Route
from recolint.base.text import Span, quoted

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """A fault: its words, the route of the value or key that it is about, and its place where there is a text."""

    message: str
    route: Route
    part: Part = Part.VALUE
    span: Span | None = None


class Faults:
    """The faults met so far, in order."""

    __slots__ = ("_found",)

    def __init__(self) -> None:
        self._found: list[PolicyFault] = []

    def add(self, route: Route, message: str, part: Part = Part.VALUE) -> None:
        """Note a fault."""
        self._found.append(PolicyFault(message, route, part))

    def all(self) -> tuple[PolicyFault, ...]:
        """The faults."""
        return tuple(self._found)


def kind(value: object) -> str:
    """The kind of ``value``, in words: "a list"."""
    return next((words for type_, words in _KINDS if isinstance(value, type_)), "null" if value is None else "a date")


_KINDS: tuple[tuple[type, str], ...] = (
    (dict, "an object"),
    (list, "a list"),
    (str, "a string"),
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
)


def shown(text: str) -> str:
    """``text`` as a message quotes it; policies have longer words than specs."""
    return quoted(text, _SHOWN)
