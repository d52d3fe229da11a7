"""Findings that aliases and merge keys repeat: the same words about the same text are one finding.

Two items of a list that one alias brings are two findings where what is wrong depends on their neighbours: then a
label names another item of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from recolint import suppress
from recolint.document import Document, Format
from recolint.finding import Finding, Label, Part
from recolint.text import Span

_INDEX = re.compile(r"\[[0-9]+\]")

Group = tuple[Finding, ...]


def grouped(findings: Sequence[Finding], document: Document | None) -> Iterable[Group]:
    """``findings`` in groups that say the same of the same text, in order of their first."""
    if document is None or document.format is Format.JSON or "*" not in document.source.text:
        return [(finding,) for finding in findings]
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key = _words_about(finding, document)
        group = groups.setdefault(key, [])
        if group and group[0].route == finding.route:
            groups[number, key] = [finding]
        else:
            group.append(finding)
    return [tuple(group) for group in groups.values()]


def kept(
    group: Sequence[Finding], left: Sequence[Finding], hidden: Sequence[suppress.Hidden], document: Document | None
) -> tuple[list[Finding], list[suppress.Hidden]]:
    """What to show of ``group``, and what of it is hidden, when suppressions leave some of it.

    One that hides the text itself hides what aliases repeat of it; one at an alias hides its own item alone.
    """
    if len(group) == 1:
        return list(left), list(hidden)
    is_text_hidden = group[0] not in left
    if is_text_hidden and document is not None and document.is_own(group[0].route):
        return [], list(hidden[:1])
    return [_fixing_all(left[0], group)] if left else [], list(hidden)


def _fixing_all(finding: Finding, group: Sequence[Finding]) -> Finding:
    """``finding`` with a fix for all of the routes at which the text is read."""
    if finding.fix is None or any(one.fix is None for one in group):
        return finding
    edits = tuple(edit for one in group if one.fix is not None for edit in one.fix.edits)
    return replace(finding, fix=replace(finding.fix, edits=edits))


def _words_about(finding: Finding, document: Document) -> object:
    value = document.value(finding.route)
    is_shared = finding.part is Part.VALUE and isinstance(value, dict | list)
    about = finding.span or (id(value) if is_shared else document.place(finding.route, finding.part))
    neighbours = tuple(pair for label in finding.labels for pair in _neighbours(finding, label, document))
    return finding.code, about, _INDEX.sub("[]", finding.message), neighbours


def _neighbours(finding: Finding, label: Label, document: Document) -> Iterator[tuple[Span, Span]]:
    """The items of one list that ``finding`` and ``label`` are about, where they are two."""
    if label.spec is not None or label.span is not None:
        return
    for depth, (one, other) in enumerate(zip(finding.route, label.route, strict=False), 1):
        if one != other:
            if isinstance(one, int) and isinstance(other, int):
                yield document.place(finding.route[:depth]), document.place(label.route[:depth])
            return
