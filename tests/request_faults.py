"""Every way to break a right request at one place; used by property tests."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any, NamedTuple

from recolint.base.finding import Route
from recolint.request.contract import Shape, ViolationKind, shape
from recolint.request.contract.schema import LARGEST_INTEGER


class Fault(NamedTuple):
    """A value that breaks a right request when it is put at ``place``, and what the contract must say then."""

    kind: ViolationKind
    route: Route
    place: Route
    value: Any

    def within(self, request: Any) -> Any:
        """``request`` with this fault."""
        return replaced(request, self.place, self.value)


def faults(request: Any) -> Iterator[Fault]:
    """Each fault for each place of ``request``."""
    for route, value in walk(request, ()):
        of = shape(route)
        assert of, route
        for kind, wrong in _wrong_values(of, value):
            yield Fault(kind, route, route, wrong)
        if of.kind == "structure":
            yield Fault(ViolationKind.UNKNOWN, (*route, "Bogus"), route, value | {"Bogus": 1})
            for name in of.required:
                rest = {member: kept for member, kept in value.items() if member != name}
                yield Fault(ViolationKind.MISSING, route, route, rest)


def walk(value: Any, route: Route) -> Iterator[tuple[Route, Any]]:
    """``value`` and every value in it, with its route."""
    yield route, value
    steps = value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    for step, inner in steps:
        yield from walk(inner, (*route, step))


def replaced(data: Any, route: Route, value: Any) -> Any:
    """``data`` with ``value`` at ``route``."""
    if not route:
        return value
    data = deepcopy(data)
    parent = data
    for step in route[:-1]:
        parent = parent[step]
    parent[route[-1]] = value
    return data


def _wrong_values(of: Shape, value: Any) -> Iterator[tuple[ViolationKind, Any]]:
    yield ViolationKind.NULL, None
    wrong_types = {
        "structure": ([], "text", 1),
        "list": ({"k": "v"}, "text", 1),
        "integer": (True, 7200.0, "7200", []),
        "string": (5, 1.1, False, date(2026, 1, 31), [], {}),
    }
    for wrong in wrong_types[of.kind]:
        yield ViolationKind.TYPE, wrong
    if of.kind == "integer":
        if of.minimum is not None:
            yield ViolationKind.MINIMUM, of.minimum - 1
        yield ViolationKind.MAXIMUM, (LARGEST_INTEGER if of.maximum is None else of.maximum) + 1
    if of.kind == "list":
        if of.minimum:
            yield ViolationKind.FEW, value[: of.minimum - 1]
        if of.maximum and value:
            yield ViolationKind.MANY, value[:1] * (of.maximum + 1)
    if of.kind == "string":
        yield from _wrong_strings(of, value)


def _wrong_strings(of: Shape, value: str) -> Iterator[tuple[ViolationKind, str]]:
    if of.minimum:
        yield ViolationKind.SHORT, "a" * (of.minimum - 1)
    if of.maximum:
        yield ViolationKind.LONG, "é" * (of.maximum + 1)
    if of.values and len(of.values) < 10:
        yield ViolationKind.ENUM, value.upper() + "_"
    free = of.pattern in {None, r"[\S\s]+"}
    if not free and (of.maximum is None or len(value) < of.maximum) and len(value) + 1 >= (of.minimum or 0):
        # ``[^/]`` takes a line feed too, but no pattern with it begins so.
        yield ViolationKind.PATTERN, "\n" + value if of.pattern is not None and "[^" in of.pattern else value + "\n"
