"""Findings at values that are there: a route that a spec does not have becomes the nearest one that it has.

A rule may name a structure that the spec lacks, since views can be walked whether they are there or not. Places,
pointers, fingerprints and suppressions then all take the structure that lacks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recolint.base.finding import (
    DropByteOrderMark,
    Edit,
    Finding,
    Fix,
    Insert,
    Label,
    Part,
    Rename,
    Replace,
    Route,
    SpecId,
)
from recolint.base.static import Any


def reached(data: Any, route: Route) -> Route:
    """The longest beginning of ``route`` that leads to a value of ``data`` (plain data)."""
    for depth, step in enumerate(route):
        if not _has(data, step):
            return route[:depth]
        data = data[step]
    return route


def _has(data: object, step: str | int) -> bool:
    if isinstance(data, dict):
        return isinstance(step, str) and step in data
    return isinstance(data, list) and type(step) is int and 0 <= step < len(data)


def landed(finding: Finding, spec: SpecId, data: Mapping[SpecId, Any]) -> Finding:
    """``finding`` of ``spec`` and its labels at values of ``data``, and without a fix of what is not there."""
    if finding.span is None and (there := reached(data.get(spec), finding.route)) != finding.route:
        finding = finding._replace(route=there, part=Part.VALUE)
    labels = tuple(_landed_label(label, data.get(label.spec or spec)) for label in finding.labels)
    if labels != finding.labels:
        finding = finding._replace(labels=labels)
    if finding.fix is not None and not _applies(finding.fix, data.get(spec)):
        finding = finding._replace(fix=None)
    return finding


def _landed_label(label: Label, data: Any) -> Label:
    there = reached(data, label.route)
    return label if label.span is not None or there == label.route else label._replace(route=there, part=Part.VALUE)


def _applies(fix: Fix, data: Any) -> bool:
    """Whether each edit is of a value that is there, or that an edit before it brings."""
    brought: list[Route] = []
    for edit in fix.edits:
        if isinstance(edit, Replace | DropByteOrderMark):
            continue
        if not _is_at(edit.route, brought) and reached(data, edit.route) != edit.route:
            return False
        brought += _brought(edit)
    return True


def _is_at(route: Route, above: Iterable[Route]) -> bool:
    return any(route[: len(one)] == one for one in above)


def _brought(edit: Edit) -> Iterable[Route]:
    match edit:
        case Insert(route, name, _):
            yield (*route, name)
        case Rename(route, name):
            yield (*route[:-1], name)
