"""A fix as the one stretch of text that it changes, for programs that offer it beside the finding."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.base.finding import Safety
from recolint.base.text import Source, Span, visible_lines
from recolint.check.placed import Place, PlacedFinding, at
from recolint.fix import TextFix
from recolint.report.shared.style import Style

MAX_LENGTH = 2_000
"""In characters. A fix in two places far apart is better made by ``--fix``, and a file may have many of them."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a fix does: puts ``text`` in the place of what stands at ``place``."""

    place: Place
    text: str


def replacement(placed: PlacedFinding, style: Style) -> Replacement | None:
    """What the safe fix of ``placed`` changes; ``None`` where it has none, or none that can be shown."""
    fix, source = placed.finding.fix, placed.place.source
    if fix is None or fix.safety not in style.offered & {Safety.SAFE} or not placed.edits:
        return None
    found = Span(placed.edits[0].span.start, placed.edits[-1].span.end)
    if found.end - found.start > MAX_LENGTH:
        return None
    text = _replaced(source, found, placed.edits)
    # Asterisks may be the cover of a credential, which nobody may write into the file.
    if "*" in text or not _is_harmless(text):
        return None
    return Replacement(at(source, found), text)


def _replaced(source: Source, found: Span, edits: TextFix) -> str:
    pieces = []
    start = found.start
    for edit in edits:
        pieces += [source.text[start : edit.span.start], edit.text]
        start = edit.span.end
    return "".join(pieces)


def _is_harmless(text: str) -> bool:
    plain = text.replace("\r\n", "\n")
    return visible_lines(plain) == plain
