"""Findings that aliases and merge keys repeat: the same words about the same text are one finding.

One alias for two items of a list is two findings if the fault depends on the neighbours of the items. A label then
is at another item of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recolint.base.finding import Finding, Label
from recolint.base.text import Span
from recolint.document import Document, Format
from recolint.suppress import comments

_INDEX = re.compile(r"\[[0-9]+\]")

Group = tuple[Finding, ...]


def grouped(findings: Sequence[Finding], document: Document | None) -> Iterable[Group]:
    """``findings`` in groups that say the same of the same text, in order of their first."""
    if document is None or document.format is not Format.YAML or not document.source.has("*"):
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
    group: Group, hits: Mapping[int, comments.Hidden], document: Document | None
) -> tuple[list[Finding], list[comments.Hidden]]:
    """The shown and the hidden findings of ``group``; ``hits`` says by the identity of a finding what hides it.

    A suppression of the text itself hides what aliases repeat of it; one at an alias hides its own item alone.
    """
    left = [finding for finding in group if id(finding) not in hits]
    hidden = [hits[id(finding)] for finding in group if id(finding) in hits]
    if len(group) == 1:
        return left, hidden
    if id(group[0]) in hits and document is not None and document.is_own(group[0].route):
        return [], hidden[:1]
    return [_fixing_all(left[0], group)] if left else [], hidden


def _fixing_all(finding: Finding, group: Sequence[Finding]) -> Finding:
    """``finding`` with a fix for all of the routes at which the text is read."""
    if finding.fix is None or any(one.fix is None for one in group):
        return finding
    edits = tuple(edit for one in group if one.fix is not None for edit in one.fix.edits)
    return finding._replace(fix=finding.fix._replace(edits=edits))


def _words_about(finding: Finding, document: Document) -> object:
    about = finding.span or document.origin(finding.route, finding.part)
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
