"""Ignore comments: ``# recolint: ignore[RL204, a-name, RL3] reason until=2026-12-31``.

After a value, a comment covers that entry; on its own line, the next entry; each with all that is in it.
``ignore-file`` covers the whole spec, its top level included. The brackets are required.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence, Set
from datetime import date

from recolint.base.finding import Finding, Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document import Comment, Document, Entry, Fault, FaultKind, Format
from recolint.rule.registry import Registry, UnknownRuleError

_DIRECTIVE = re.compile(r"#\s*recolint\s*:(?P<rest>.*)", re.DOTALL)
_NEAR_MISS = re.compile(r"#\s*recolint\b[\s:]*(ignore|disable|noqa|skip)", re.IGNORECASE)
_IGNORE = re.compile(r"\s*(?P<verb>ignore-file|ignore)\[(?P<rules>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_UNTIL = re.compile(r"(?:^|\s)until=(\S+)")
_SHAPE = "# recolint: ignore[RL204] reason until=2026-12-31"


class RuleSelector(NamedTuple):
    """Text that selects rules: a code, a name or a code prefix; and its place."""

    text: str
    codes: frozenset[str]
    span: Span


class Suppression(NamedTuple):
    """A suppression by one comment or config entry: findings of ``selectors`` at ``scope`` and below."""

    selectors: tuple[RuleSelector, ...]
    scope: Route
    reason: str
    until: date | None = None

    def expired(self, today: date) -> bool:
        """Whether the last day of the suppression is over."""
        return self.until is not None and self.until < today

    @property
    def span(self) -> Span:
        """Where its rules are named."""
        return Span(self.selectors[0].span.start, self.selectors[-1].span.end)

    @property
    def names(self) -> str:
        """Its rules as they are named."""
        return ", ".join(selector.text for selector in self.selectors)


def refused(item: Suppression, why: str, index: int) -> Fault:
    """The fault of ``item``, which hides nothing."""
    return Fault(
        FaultKind.SUPPRESSION_REFUSED, f"the suppression of {item.names} has no effect: {why}", item.span, index
    )


class Suppressions(NamedTuple):
    """The suppressions of one document, and what is wrong with its comments."""

    items: tuple[Suppression, ...] = ()
    faults: tuple[Fault, ...] = ()


def suppressions(document: Document, registry: Registry) -> Suppressions:
    """The suppressions in the comments of ``document``."""
    items: list[Suppression] = []
    faults: list[Fault] = []
    entries = _Entries(document)
    for comment in document.comments():
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            if _NEAR_MISS.match(comment.text):
                faults.append(_malformed(document, comment, "expected 'recolint: ignore[...]'"))
            continue
        item = _parse(document, comment, match, registry, faults, entries)
        if item is not None:
            items.append(item)
    return Suppressions(tuple(items), tuple(faults))


def _parse(
    document: Document,
    comment: Comment,
    match: re.Match[str],
    registry: Registry,
    faults: list[Fault],
    entries: _Entries,
) -> Suppression | None:
    body = _IGNORE.match(match["rest"])
    if body is None:
        faults.append(_malformed(document, comment, "expected ignore[...] or ignore-file[...] after 'recolint:'"))
        return None
    try:
        reason, last_day = parse_reason(body["rest"])
    except ValueError as error:
        faults.append(_malformed(document, comment, str(error)))
        return None
    selectors = _selectors(
        document, comment, match.start("rest") + body.start("rules"), body["rules"], registry, faults
    )
    if not selectors:
        return None
    scope = () if body["verb"] == "ignore-file" else entries.of(comment)
    if scope is None:
        faults.append(_malformed(document, comment, "no entry is before or after this comment"))
        return None
    return Suppression(selectors, scope, reason, last_day)


def parse_reason(text: str) -> tuple[str, date | None]:
    """The reason, and the last day, from ``until=``; raises ``ValueError`` that names what is not a date."""
    until = _UNTIL.search(text)
    if until is None:
        return text.strip(), None
    try:
        return _UNTIL.sub("", text).strip(), date.fromisoformat(until[1])
    except ValueError as error:
        raise ValueError(f"until={until[1]} is not a date") from error


def _selectors(
    document: Document, comment: Comment, offset: int, text: str, registry: Registry, faults: list[Fault]
) -> tuple[RuleSelector, ...]:
    """The rules named in the brackets; an unknown one, or none at all, is a fault."""
    selectors = []
    named = False
    for match in re.finditer(r"[^,\s]+", text):
        named = True
        start = comment.span.start + offset + match.start()
        span = Span(start, start + len(match[0]))
        try:
            rules = registry.select(match[0])
            text = rules[0].code if len(rules) == 1 else match[0]
            selectors.append(RuleSelector(text, frozenset(rule.code for rule in rules), span))
        except UnknownRuleError as error:
            faults.append(Fault(FaultKind.SUPPRESSION_UNKNOWN_RULE, str(error), span, document.index))
    if not named:
        faults.append(_malformed(document, comment, "the brackets do not name a rule"))
    return tuple(selectors)


def _malformed(document: Document, comment: Comment, what: str) -> Fault:
    return Fault(
        FaultKind.SUPPRESSION_MALFORMED,
        f"malformed suppression: {what}",
        comment.span,
        document.index,
        help=f"write {_SHAPE}",
    )


class _Entries:
    """The entries of a document by where they start and end, so that each comment finds its own quickly."""

    def __init__(self, document: Document) -> None:
        self._source = document.source
        # In code, a comment next to the call is about the whole request.
        is_code = document.format is Format.CODE
        entries = [entry for entry in document.entries() if entry.route or is_code]
        self._starts = sorted(((entry.start, len(entry.route), entry.route) for entry in entries), key=_place)
        ends = ((end, len(entry.route), entry.route) for entry in entries for end in _ends(entry))
        self._ends = sorted(ends, key=_place)

    def of(self, comment: Comment) -> Route | None:
        """The entry that ``comment`` is about: for one on its own line the next one, else the one that it follows."""
        if comment.own_line:
            following = bisect_left(self._starts, (comment.span.end, 0), key=_place)
            return self._starts[following][2] if following < len(self._starts) else None
        before = bisect_left(self._ends, (comment.span.start + 1, 0), key=_place) - 1
        if before < 0:
            return None
        end, _, route = self._ends[before]
        line = self._source.position(comment.span.start).line
        return route if self._source.position(end).line == line else None


def _place(entry: tuple[int, int, Route]) -> tuple[int, int]:
    return entry[:2]


def _ends(entry: Entry) -> tuple[int, int]:
    return entry.value.end, entry.key.end if entry.key else entry.value.start


class Hidden(NamedTuple):
    """A finding that is not shown, and the suppression and selector of it that hide it."""

    finding: Finding
    by: Suppression
    selector: RuleSelector


class Cover:
    """The findings that ``items`` hide, found by rule and place. Expired items hide nothing."""

    def __init__(self, items: Iterable[Suppression], today: date) -> None:
        """Take the suppressions in order: where several hide a finding, the first one counts."""
        self._by_scope: dict[tuple[str, Route], tuple[int, Suppression, RuleSelector]] = {}
        for number, item in enumerate(item for item in items if not item.expired(today)):
            for selector in item.selectors:
                for code in selector.codes:
                    self._by_scope.setdefault((code, item.scope), (number, item, selector))

    def hidden(self, finding: Finding) -> Hidden | None:
        """The suppression that hides ``finding``, and the selector in it; ``None`` if none does."""
        above = (finding.route[:length] for length in range(len(finding.route) + 1))
        hits = [hit for scope in above if (hit := self._by_scope.get((finding.code, scope))) is not None]
        if not hits:
            return None
        _, item, selector = min(hits, key=lambda hit: hit[0])
        return Hidden(finding, item, selector)


def apply(findings: Sequence[Finding], items: Sequence[Suppression], today: date) -> tuple[list[Finding], list[Hidden]]:
    """Part ``findings`` into those to show and those that ``items`` hide."""
    cover = Cover(items, today)
    found = [(finding, cover.hidden(finding)) for finding in findings]
    shown = [finding for finding, hidden in found if hidden is None]
    return shown, [hidden for _, hidden in found if hidden is not None]


Used = Set[tuple[int, RuleSelector]]
"""The selectors that hide a finding, each with the suppression that it is in."""


def used_selectors(hidden: Iterable[Hidden]) -> Used:
    """The selectors that hide the findings in ``hidden``."""
    return {(id(one.by), one.selector) for one in hidden}


def find_unused_and_expired(item: Suppression, used: Used, index: int, active: Set[str], today: date) -> list[Fault]:
    """The faults of ``item``: it is expired, or selectors of ``active`` rules hide nothing."""
    if item.expired(today):
        return [_expired(item, index)]
    unused = (selector for selector in item.selectors if (id(item), selector) not in used and selector.codes & active)
    return [_unused(selector, index) for selector in unused]


def _unused(selector: RuleSelector, index: int) -> Fault:
    return Fault(
        FaultKind.SUPPRESSION_UNUSED,
        f"unused suppression of {selector.text}; remove it",
        selector.span,
        index,
    )


def _expired(item: Suppression, index: int) -> Fault:
    return Fault(
        FaultKind.SUPPRESSION_EXPIRED,
        f"the suppression of {item.names} expired on {item.until}; fix the finding, or set a later date",
        item.span,
        index,
    )
