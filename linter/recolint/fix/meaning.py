"""The meaning of a fix for the data of a spec, whatever its text looks like. What edits of the text are held to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recolint.base.finding import DropByteOrderMark, Edit, Insert, Remove, Rename, Replace, Route, Set


def after(data: Any, edits: Iterable[Edit]) -> Any:
    """``data`` (plain data, left as it is) after ``edits``; their routes are those of ``data``."""
    at: dict[Route, list[Edit]] = {}
    for edit in edits:
        if not isinstance(edit, Replace | DropByteOrderMark):
            at.setdefault(edit.route, []).append(edit)
    return _after(data, (), at)


def _after(value: Any, route: Route, at: dict[Route, list[Edit]]) -> Any:
    own = at.get(route, [])
    for edit in own:
        if isinstance(edit, Set):
            return edit.value
    if isinstance(value, list):
        items = ((item, (*route, index)) for index, item in enumerate(value))
        return [_after(item, inner, at) for item, inner in items if not _goes(inner, at)]
    if not isinstance(value, dict):
        return value
    members = ((name, item, (*route, name)) for name, item in value.items())
    new = {_name(name, inner, at): _after(item, inner, at) for name, item, inner in members if not _goes(inner, at)}
    return {**new, **{edit.name: edit.value for edit in own if isinstance(edit, Insert)}}


def _goes(route: Route, at: dict[Route, list[Edit]]) -> bool:
    return any(isinstance(edit, Remove) for edit in at.get(route, []))


def _name(name: str, route: Route, at: dict[Route, list[Edit]]) -> str:
    return next((edit.name for edit in at.get(route, []) if isinstance(edit, Rename)), name)


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same data: ``1``, ``1.0`` and ``True`` differ, members have no order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    # A float may be no number, which is not even equal to itself.
    return bool(one == other or (one != one and other != other))
