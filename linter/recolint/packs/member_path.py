"""Member paths, as ``at`` of a pack's rule writes them: ``Tags[*].Value``. They lead to values of a request.

A path has members, ``[*]`` for each item of a list, and ``[0]`` for one item. It cannot loop. It is compiled once: the
usual case, that every value is right, takes one call a step and no routes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.packs.partial import PartialList, UnknownError
from recolint.request.contract.shapes import REQUEST, Shape

EACH = "[*]"
"""The step to each item of a list."""

_STEP = re.compile(r"(?P<each>\[\*\])|\[(?P<index>[0-9]{1,4})\]|(?P<dot>\.?)(?P<name>[A-Za-z][A-Za-z0-9]*)")
_MOST = 30
"""Steps; the contract has nine at most."""

Test = Callable[[Any], bool]


class PathError(ValueError):
    """A path that leads nowhere in a request: why, and the offset of what is wrong in the text."""

    def __init__(self, why: str, offset: int) -> None:
        self.offset = offset
        super().__init__(why)


class Found(NamedTuple):
    """The values at a path, each with its route. ``lacking`` are the routes of steps that lead to nothing.

    ``required`` are those among them that ``must: {required: true}`` is about: the ones after the last ``[*]``.
    ``is_whole`` is false where the path leads to an unknown value too.
    """

    values: tuple[tuple[Any, Route], ...]
    lacking: tuple[Route, ...]
    required: tuple[Route, ...]
    is_whole: bool


class MemberPath:
    """A path that the contract of the request has. ``shape`` is that of the values, ``name`` their member's name."""

    def __init__(self, text: str) -> None:
        """Take the path; raises ``PathError``."""
        self.text = text
        self._steps = _steps(text)
        self._last_each = max((number for number, (step, _) in enumerate(self._steps) if step == EACH), default=-1)
        self.shape, self.name = _of_contract(self._steps, text)

    @property
    def head(self) -> Route:
        """The steps before the first ``[*]``."""
        steps = [step for step, _ in self._steps]
        return tuple(steps[: steps.index(EACH)] if EACH in steps else steps)

    def test(self, accepts: Test, *, needs_value: bool) -> Test:
        """A function of the data of a request: whether ``accepts`` is true of all values at the path.

        ``needs_value``: it is false as well where a step leads to nothing. It raises ``UnknownError`` for data in which
        a step is unknown.
        """
        for step, _ in reversed(self._steps):
            accepts = _each(accepts, needs_value) if step == EACH else _at(step, accepts, needs_value)
        return accepts

    def find(self, data: Any) -> Found:
        """The values at the path in ``data``, the data of a request."""
        at: list[tuple[Any, Route]] = [(data, ())]
        lacking: list[Route] = []
        required: list[Route] = []
        is_whole = True
        for number, (step, _) in enumerate(self._steps):
            below: list[tuple[Any, Route]] = []
            for value, route in at:
                if step == EACH:
                    is_whole = is_whole and not (isinstance(value, PartialList) and (value.hidden or value.is_open))
                    below += [(item, (*route, index)) for index, item in _items(value)]
                    continue
                try:
                    inner = _member(value, step)
                except UnknownError:
                    is_whole = False
                    continue
                if inner is None:
                    lacking.append((*route, step))
                    required += lacking[-1:] if number > self._last_each else []
                else:
                    below.append((inner, (*route, step)))
            at = below
        return Found(tuple(at), tuple(lacking), tuple(required), is_whole)


def _steps(text: str) -> list[tuple[str | int, int]]:
    """The steps of ``text``, each with its offset."""
    found: list[tuple[str | int, int]] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None or len(found) == _MOST or ((match["name"] is not None) and bool(match["dot"]) != bool(found)):
            break
        if match["name"] is not None:
            found.append((match["name"], match.start("name")))
        else:
            found.append((EACH if match["each"] else int(match["index"]), at))
        at = match.end()
    if at < len(text) or not found:
        raise PathError("expected a member path such as Tags[*].Value or InputConfig.Endpoints[0]", at)
    return found


def _of_contract(steps: list[tuple[str | int, int]], text: str) -> tuple[Shape, str]:
    """The shape at the end of ``steps``, and the last member's name."""
    here: Shape = REQUEST
    name = ""
    for step, offset in steps:
        before = text[:offset].rstrip(".") or "the request"
        if step == EACH or isinstance(step, int):
            if here.item is None:
                raise PathError(f"{before} is not a list", offset)
            here = here.item
        elif here.item is not None:
            raise PathError(f"{before} is a list; write {before}[*].{step}", offset)
        elif step not in here.members:
            raise PathError(f"{before} does not have a member {step}{did_you_mean(step, here.members)}", offset)
        else:
            here, name = here.members[step], step
    return here, name


def _each(accepts: Test, needs_value: bool) -> Test:  # noqa: FBT001  as of MemberPath.test
    if needs_value:
        return lambda items: bool(items) and all(map(accepts, items))
    return lambda items: all(map(accepts, items))


def _at(step: str | int, accepts: Test, needs_value: bool) -> Test:  # noqa: FBT001  as of MemberPath.test
    lacking_is_right = not needs_value
    if isinstance(step, str):

        def member(value: Any) -> bool:
            inner = value.get(step)
            return lacking_is_right if inner is None else accepts(inner)

        return member

    def item(value: Any) -> bool:
        inner = _item(value, step)
        return lacking_is_right if inner is None else accepts(inner)

    return item


def _items(value: Any) -> Any:
    return value.known() if isinstance(value, PartialList) else enumerate(value)


def _member(value: Any, step: str | int) -> Any:
    return value.get(step) if isinstance(step, str) else _item(value, step)


def _item(value: Any, index: int) -> Any:
    try:
        return value.item(index) if isinstance(value, PartialList) else value[index]
    except IndexError:
        return None
