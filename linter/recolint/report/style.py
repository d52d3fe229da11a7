"""How a report is to look, and what the formats for people share: colours, counts, safe text."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.finding import Severity
from recolint.run import Run


@dataclass(frozen=True, slots=True)
class Style:
    """What the command line says about looks."""

    color: bool = False
    summary: bool = True
    """Whether a closing line counts specs and findings."""
    show_basis: bool = False


_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}


def paint(text: str, code: str, style: Style) -> str:
    """``text`` in the ANSI graphic rendition ``code``, or as it is when the report has no colour."""
    return f"\x1b[{code}m{text}\x1b[0m" if style.color else text


def paint_severity(text: str, severity: Severity, style: Style) -> str:
    """``text`` in the colour of ``severity``."""
    return paint(text, _COLORS[severity], style)


def plural(count: int, noun: str) -> str:
    """``1 spec``, ``2 specs``."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def summary(run: Run) -> str:
    """The line that counts: specs, findings by severity, what was suppressed and skipped."""
    counts = [plural(run.count(severity), severity.label) for severity in reversed(Severity) if run.count(severity)]
    text = f"{plural(run.specs, 'spec')} checked: " + (", ".join(counts) or "nothing to report")
    if run.suppressed:
        text += f"; {run.suppressed} suppressed"
    if run.skipped_files:
        text += f"; {plural(run.skipped_files, 'other file')} skipped"
    return text
