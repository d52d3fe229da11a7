"""Quick fixes: what recolint would change, and comments that hide a finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from recolint.base.finding import Safety
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span
from recolint.check.placed import Diagnostic
from recolint.document import Format, guess_format
from recolint.fix import TextFix
from recolint.fix.text_edit import TextEdit, apply
from recolint.rule.registry import Registry
from recolint.server.spec_file import Found
from recolint.suppress.writing import IgnoreRequest, add_ignore_comments, can_be_hidden

REASON = "reason"
"""The text of a new ignore comment that the user replaces with the reason."""

MOST_COMMENTS = 20
"""The maximum number of ignore comments in one menu: each needs another reading of the text."""


class Action(NamedTuple):
    """A change of the text. ``fixes`` is the finding that it answers; ``is_best`` is what an editor offers first."""

    title: str
    edits: TextFix
    fixes: Diagnostic | None
    is_best: bool = False


def actions(found: Found, at: Span, registry: Registry, today: date) -> Iterator[Action]:
    """The changes for the findings that touch ``at``."""
    touched = [placed for placed in found.findings if _touches(found.source, placed, at)]
    for placed in touched:
        fix = placed.finding.fix
        if fix is not None and placed.edits:
            is_safe = fix.safety is Safety.SAFE
            title = fix.title if is_safe else f"{fix.title} (unsafe: may change cost or what is tested)"
            yield Action(_sentence(title), placed.edits, placed, is_best=is_safe)
    hidden: dict[tuple[str, int], Diagnostic] = {}
    for placed in touched:
        hidden.setdefault((placed.finding.code, placed.place.start.line), placed)
    for placed in islice(hidden.values(), MOST_COMMENTS):
        edits = _comment(found, placed, registry, today)
        if edits:
            yield Action(f"Ignore {placed.finding.code} here, with a reason", edits, placed)


def fix_all(found: Found, safeties: frozenset[Safety] = frozenset({Safety.SAFE})) -> TextFix:
    """The edits of all safe fixes that go together; empty: none."""
    fixes = [
        placed.edits
        for placed in found.findings
        if placed.finding.fix is not None and placed.finding.fix.safety in safeties and placed.edits
    ]
    if not fixes:
        return ()
    _, taken = apply(found.source.text, fixes)
    return tuple(sorted({edit for number in taken for edit in fixes[number]}))


def _comment(found: Found, placed: Diagnostic, registry: Registry, today: date) -> TextFix:
    source = found.source
    if (source.format or guess_format(source.path, source.text)) is not Format.YAML:
        return ()
    if not can_be_hidden(placed.finding, registry):
        return ()
    written = add_ignore_comments(
        source, [IgnoreRequest(placed.finding, placed.spec.index)], REASON, registry, today
    ).source
    return (_difference(source.text, written.text),) if written.text != source.text else ()


def _difference(old: str, new: str) -> TextEdit:
    """The one edit that makes ``new`` of ``old``."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return TextEdit(Span(start, len(old) - end), new[start : len(new) - end])


def _touches(source: Source, placed: Diagnostic, at: Span) -> bool:
    first, last = source.position(at.start).line, source.position(at.end).line
    return placed.place.start.line <= last and first <= max(placed.place.end.line, placed.place.start.line)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
