"""A fix as the one stretch of text that it changes, for programs that offer it beside the finding."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.finding import Safety
from recolint.fix import Wanted, mend
from recolint.placed import Place, PlacedFinding, at
from recolint.report.style import Style
from recolint.text import Source, Span, visible_lines

MAX_FILE_SIZE = 20_000
"""In characters. Each fix costs a reading of its file, and who has larger specs is better served by ``--fix``."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a fix does: puts ``text`` in the place of what stands at ``place``."""

    place: Place
    text: str


def replacement(placed: PlacedFinding, style: Style) -> Replacement | None:
    """What the safe fix of ``placed`` changes; ``None`` where it has none, or none that can be shown."""
    fix, source = placed.finding.fix, placed.place.source
    if fix is None or fix.safety not in style.offered & {Safety.SAFE} or len(source.text) > MAX_FILE_SIZE:
        return None
    mended = mend(source, [Wanted(fix, placed.spec.index)])
    if not mended.made:
        return None
    found = _difference(source, mended.source)
    text = mended.source.text[found.start : len(mended.source.text) - len(source.text) + found.end]
    # Asterisks may be the cover of a credential, which nobody may write into the file.
    if "*" in text or not _is_harmless(text):
        return None
    return Replacement(at(source, found), text)


def _difference(old: Source, new: Source) -> Span:
    """The stretch of ``old`` outside of which ``new`` is the same."""
    start = _common(old.text, new.text)
    return Span(start, len(old.text) - _common(old.text[start:][::-1], new.text[start:][::-1]))


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _is_harmless(text: str) -> bool:
    plain = text.replace("\r\n", "\n")
    return visible_lines(plain) == plain
