"""Checks what rules find in requests with gaps: it must be true whatever fills the gaps.

The harness makes gaps in a request without unknown values. It hides a value, or removes a member or the last items of
a list and marks their container as open. What is then found must be found in the whole request too.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from typing import Any

from recolint.base.finding import Finding, Route, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source
from recolint.document import Document, read
from recolint.request.gaps import NO_GAPS, Gaps

_SEVERAL = 12
"""How many combinations of gaps the harness tries for an example."""

Placed = tuple[SpecId, Finding]


class Told(NamedTuple):
    """A request as far as a text shows it: plain data, and its gaps."""

    data: Any
    gaps: Gaps = NO_GAPS

    @classmethod
    def of(cls, data: Any) -> Told:
        """All of ``data``, with the types of JSON."""
        return cls(json.loads(json.dumps(data, default=str)))

    def hiding(self, route: Route) -> Told:
        """This request with an unknown value at ``route``."""
        return self._with(_changed(self.data, route, lambda holder, step: holder.__setitem__(step, None)), hidden=route)

    def opening(self, route: Route) -> Told:
        """This request, in which the value at ``route`` may have more members or items than it shows."""
        return self._with(self.data, opened=route)

    def without(self, route: Route) -> Told:
        """This request without the member at ``route``, or the items from ``route`` on. Its container is then open."""
        return self._with(_changed(self.data, route, _cut), opened=route[:-1])

    def _with(self, data: Any, *, hidden: Route | None = None, opened: Route | None = None) -> Told:
        unknown, open_ = (set(routes) for routes in self.gaps)
        unknown |= {hidden} if hidden is not None else set()
        open_ |= {opened} if opened is not None else set()
        there = dict(walk(data))
        gaps = Gaps(
            frozenset(route for route in unknown if route in there),
            frozenset(route for route in open_ if isinstance(there.get(route), dict | list)),
        )
        return Told(data, gaps)

    def document(self, path: str, index: int = 0) -> Document:
        """A document with this request."""
        (document,) = read(Source(path, json.dumps(self.data, indent=2, default=str))).documents
        document.index = index
        document.unknown, document.open = self.gaps
        return document

    def __str__(self) -> str:
        unknown, open_ = (sorted("/".join(map(str, route)) for route in routes) for routes in self.gaps)
        return f"{json.dumps(self.data, default=str)} (unknown: {unknown}, open: {open_})"


def walk(data: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """``data`` and every value in it, with its route."""
    yield route, data
    for step, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from walk(value, (*route, step))


def with_gaps(told: Told) -> Iterator[Told]:
    """``told`` with each possible gap, and with some pairs and triples of gaps; always the same ones."""
    for route, value in walk(told.data):
        yield from _ways(told, route, value)
    chance = random.Random(0)  # noqa: S311  picks gaps
    for _ in range(_SEVERAL):
        yield with_some_gaps(told, chance.choice((2, 3)), chance)


def with_some_gaps(told: Told, number: int, chance: random.Random) -> Told:
    """``told`` with up to ``number`` more gaps, picked by ``chance``."""
    for _ in range(number):
        ways = list(_ways(told, *chance.choice(list(walk(told.data)))))
        told = chance.choice(ways) if ways else told
    return told


def _ways(told: Told, route: Route, value: Any) -> Iterator[Told]:
    """``told`` with one gap in or at the ``value`` at ``route``, one for each possible gap."""
    if isinstance(value, dict | list):
        yield told.opening(route)
    if route:
        yield told.hiding(route)
        yield told.without(route)


def ungrounded(part: Iterable[Placed], told: Told, whole: Iterable[Placed]) -> Finding | None:
    """The first finding of ``part``, found in ``told``, that is not in ``whole``, the findings in the whole request.

    Two findings are the same if they report the same fault at the same place. If ``told`` does not show that place, the
    finding is at the value that contains it.
    """
    found = list(whole)
    for spec, finding in part:
        if not any(
            _is_one(finding, other, told) for at, other in found if at == spec or other.message == finding.message
        ):
            return finding
    return None


def _is_one(finding: Finding, other: Finding, told: Told) -> bool:
    if finding.code != other.code or finding.severity > other.severity:
        return False
    return any(_stands(place, its, told) for place in _places(finding) for its in _places(other))


def _stands(place: Route, other: Route, told: Told) -> bool:
    """Whether a finding at ``place`` in ``told`` may be one at ``other`` in the whole request."""
    if place == other:
        return True
    if other and place[: len(other)] == other:
        return True  # the whole request may have one finding for several faults, at the value that contains them
    return other[: len(place)] == place and told.gaps.touch(place)


def _places(finding: Finding) -> Iterator[Route]:
    """The places of ``finding``: its own, those of its labels, and those that its fix changes."""
    yield finding.route
    yield from (label.route for label in finding.labels)
    yield from (edit.route for edit in (finding.fix.edits if finding.fix else ()) if hasattr(edit, "route"))


def _changed(data: Any, route: Route, change: Any) -> Any:
    """A copy of ``data`` after ``change`` of the container of the value at ``route``; the rest is shared."""
    copy = data.copy()
    if len(route) == 1:
        change(copy, route[0])
    else:
        copy[route[0]] = _changed(data[route[0]], route[1:], change)
    return copy


def _cut(holder: Any, step: Any) -> None:
    if isinstance(holder, list):
        del holder[step:]
    else:
        del holder[step]
