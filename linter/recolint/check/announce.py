"""Which fixes and helps of a file's findings are announced: those that keep their word, and say something new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recolint.base.excerpt import Quoting
from recolint.base.finding import Edit, Finding, Fix, Replace, Safety
from recolint.base.text import Format, Source, Span
from recolint.check.placed import Diagnostic, RefusedFix, Replacement, at
from recolint.document import Reading

if TYPE_CHECKING:
    from recolint.fix import FixRequest, TextFix

IN_CODE = "recolint does not change code"
"""Why a file of code keeps its findings, whatever it is asked for."""

_PASSES = 10
"""Each round applies the fixes that overlapped others in earlier rounds."""

_ALONE = 50
"""How many fixes of a text with aliases are tried one by one."""

_LONGEST = 2_000
"""Characters of a stretch that is shown: a fix in two places far apart is better made by ``--fix``."""

_IN_LINES = "recolint does not rewrite JSON Lines"

_WORD = re.compile(r"[\w.\-/]*\w")
_SMALL_WORDS = frozenset(
    {"a", "an", "as", "at", "in", "is", "it", "of", "or", "the", "to", "with"}
    | {"write", "set", "use", "rename", "change", "make", "remove", "delete", "take", "out"}
)


def announce(source: Source, reading: Reading, findings: Sequence[Diagnostic], quoting: Quoting) -> list[Diagnostic]:
    """``findings`` of ``source``, each with its fix only if the text takes it, and without a help that repeats the fix.

    ``reading`` is what reading ``source`` gave; ``quoting`` takes what is shown of it. Fixes of the same text are one,
    so that each makes the changes of all of them.
    """
    if all(placed.finding.fix is None for placed in findings):
        return list(findings)
    if source.first:
        return [_without_fix(one, one.finding.fix, _IN_LINES) if one.finding.fix else one for one in findings]
    if any(one.format is Format.CODE for one in reading.documents):
        return [one if one.finding.fix is None else _without_fix(one, one.finding.fix, IN_CODE) for one in findings]
    from recolint.fix import FixRequest, apply_fixes  # which a clean spec need not pay for

    wanted = {
        number: FixRequest(placed.finding.fix, placed.spec.index)
        for number, placed in enumerate(findings)
        if placed.finding.fix is not None
    }
    edits, refused = _tried(source, reading, wanted)
    same: dict[TextFix, list[Fix]] = {}
    for number, edit in edits.items():
        same.setdefault(edit, []).append(wanted[number].fix)
    announced = list(findings)
    alone = _ALONE if source.has("*") else 0
    for number in wanted:
        placed = findings[number]
        if number not in edits:
            announced[number] = _without_fix(placed, wanted[number].fix, refused.get(number, "other fixes come first"))
            continue
        fix = _together(wanted[number].fix, same[edits[number]])
        if alone > 0 and len(wanted) > 1:
            # What an alias repeats may be right only because another fix changes it too.
            alone -= 1
            if reason := apply_fixes(source, [FixRequest(fix, placed.spec.index)], reading).refused.get(0):
                announced[number] = _without_fix(placed, wanted[number].fix, reason)
                continue
        announced[number] = _with_edits(placed, fix, edits[number], quoting)
    return announced


def _with_edits(placed: Diagnostic, fix: Fix, edits: TextFix, quoting: Quoting) -> Diagnostic:
    return placed._replace(
        finding=_briefly(placed.finding, fix),
        edits=edits,
        replacement=_replacement(edits, quoting),
        edit_places=tuple(at(quoting, edit.span) for edit in fix.edits if isinstance(edit, Replace)),
    )


def _replacement(edits: TextFix, quoting: Quoting) -> Replacement | None:
    if not edits or edits[-1].span.end - edits[0].span.start > _LONGEST:
        return None
    found = Span(edits[0].span.start, edits[-1].span.end)
    pieces, start = [], found.start
    for edit in edits:
        pieces += [quoting.source.text[start : edit.span.start], edit.text]
        start = edit.span.end
    return Replacement(at(quoting, found), "".join(pieces))


def _tried(
    source: Source, reading: Reading, wanted: Mapping[int, FixRequest]
) -> tuple[dict[int, TextFix], dict[int, str]]:
    """The edits of the fixes that ``source`` takes, and why it does not take the others."""
    from recolint.fix import apply_fixes

    edits: dict[int, TextFix] = {}
    refused: dict[int, str] = {}
    for _ in range(_PASSES):
        left = [number for number in wanted if number not in edits and number not in refused]
        if not left:
            break
        mended = apply_fixes(source, [wanted[number] for number in left], reading)
        edits |= {left[number]: edit for number, edit in mended.edits.items()}
        refused |= {left[number]: reason for number, reason in mended.refused.items()}
    return edits, refused


def _together(fix: Fix, same: Sequence[Fix]) -> Fix:
    if len(same) == 1:
        return fix
    edits: list[Edit] = []
    for edit in (edit for one in same for edit in one.edits):
        if edit not in edits:
            edits.append(edit)
    is_safe = all(one.safety is Safety.SAFE for one in same)
    return fix._replace(edits=tuple(edits), safety=Safety.SAFE if is_safe else Safety.UNSAFE)


def _without_fix(placed: Diagnostic, fix: Fix, reason: str) -> Diagnostic:
    """``placed`` with the words of its fix as help where it has no other: what is to be done stays the same."""
    finding = placed.finding._replace(fix=None, help=placed.finding.help or fix.title)
    return placed._replace(finding=finding, refused=RefusedFix(fix, reason))


def _briefly(finding: Finding, fix: Fix) -> Finding:
    """``finding`` with ``fix``, and with its help only if that says something beside the fix's title."""
    repeats = finding.help is not None and _words(finding.help) <= _words(fix.title)
    return finding._replace(fix=fix, help=None if repeats else finding.help)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower())) - _SMALL_WORDS
