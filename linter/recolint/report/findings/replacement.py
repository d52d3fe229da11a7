"""A fix as the one stretch of text that it changes, for programs that offer it beside the finding."""

from __future__ import annotations

from recolint.base.finding import Safety
from recolint.base.text import visible_lines
from recolint.check.placed import Diagnostic, Replacement
from recolint.report.shared.style import Style


def replacement(placed: Diagnostic, style: Style) -> Replacement | None:
    """The change of the safe fix of ``placed``; ``None`` if there is no such fix, or it cannot be shown."""
    fix, found = placed.finding.fix, placed.replacement
    if fix is None or fix.safety not in style.offered & {Safety.SAFE} or found is None:
        return None
    # Asterisks may replace a credential; they must not be written into the file.
    return None if "*" in found.text or not _is_harmless(found.text) else found


def _is_harmless(text: str) -> bool:
    plain = text.replace("\r\n", "\n")
    return visible_lines(plain) == plain
