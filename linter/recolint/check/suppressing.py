"""The findings on one document that comments and tables hide, and the unused comments and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date

from recolint.base.finding import Finding, Route
from recolint.base.named_tuple import NamedTuple
from recolint.check import repeats
from recolint.check.placed import Hidden
from recolint.check.suppressions import InForce
from recolint.document import Document, Fault
from recolint.request.job import Job
from recolint.suppress import comments as suppress
from recolint.suppress.comments import RuleSelector, Suppression


class Parted(NamedTuple):
    """The findings to show, those that are hidden, and used selectors, each with its suppression by id."""

    shown: list[Finding]
    hidden: list[tuple[Finding, Hidden]]
    used: Set[tuple[int, RuleSelector]]


def part(
    findings: Sequence[Finding],
    unfounded: Callable[[], Iterable[Finding]],
    comments: Sequence[Suppression],
    tables: Sequence[Suppression],
    document: Document | None,
    today: date,
) -> Parted:
    """Separate the ``findings`` of ``document`` that its comments and the config's tables hide; repeated ones are one.

    ``unfounded`` returns findings that are not shown; a suppression of one of them is still used.
    """
    items = (*comments, *tables)
    _, used = suppress.apply(findings, items, today)
    hits: Mapping[int, suppress.Hidden] = {id(one.finding): one for one in used}
    of_comments = {id(item) for item in comments}
    shown: list[Finding] = []
    hidden: list[tuple[Finding, Hidden]] = []
    for group in repeats.grouped(findings, document):
        kept, gone = repeats.kept(group, hits, document)
        shown += kept
        for one in gone:
            by = Hidden("comment" if id(one.by) in of_comments else "table", one.by.reason)
            hidden.append((one.finding, by))
    if items:
        used += suppress.apply(list(unfounded()), items, today)[1]
    return Parted(shown, hidden, suppress.used_selectors(used))


def faults(
    comments: InForce,
    used: Set[tuple[int, RuleSelector]],
    active: Set[str],
    document: Document | None,
    index: int,
    today: date,
) -> list[Fault]:
    """The faults of ``comments`` of ``document``, number ``index``: malformed, expired or unused.

    Unused comments are reported for ``active`` rules only, and not if a gap of the document may silence the rule.
    """
    stale: list[Fault] = []
    for item in comments.items:
        judged = active if document is None or _is_told(document, item.scope) else frozenset[str]()
        stale += suppress.find_unused_and_expired(item, used, index, judged, today)
    return [*comments.faults, *stale]


def _is_told(document: Document, scope: Route) -> bool:
    """Whether no gap of ``document`` is likely to affect what rules report at ``scope``.

    Most rules look at JobType and InputConfig beside the member that they are about.
    """
    gaps = document.unknown | document.open
    if not gaps or () in gaps:
        return not gaps
    return bool(scope) and not {route[0] for route in gaps} & {scope[0], Job.type.name, Job.input.name}
