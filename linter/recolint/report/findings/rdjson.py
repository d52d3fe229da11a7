"""The diagnostic format of reviewdog: ``rdjson``, with safe fixes as suggestions."""

from __future__ import annotations

from typing import Any

from recolint.base.excerpt import Excerpt
from recolint.base.finding import Severity
from recolint.base.json_text import ascii_json
from recolint.base.text import Position, visible
from recolint.check.placed import Diagnostic, Place
from recolint.check.run import Run
from recolint.report.findings.coordinates import utf8_column
from recolint.report.findings.replacement import replacement
from recolint.report.shared.style import Style
from recolint.rule import pages

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run, style: Style) -> str:
    """One JSON object, ASCII only, ended by a line feed. Columns are bytes of UTF-8, as reviewdog counts them."""
    diagnostics = [_diagnostic(placed, style) for placed in run.findings]
    result = {"source": {"name": "recolint", "url": pages.HOME}, "diagnostics": diagnostics}
    return ascii_json(result) + "\n"


def _diagnostic(placed: Diagnostic, style: Style) -> dict[str, Any]:
    finding = placed.finding
    page = pages.url(finding.code)
    diagnostic: dict[str, Any] = {
        "message": visible(finding.message) + (f"\nhelp: {visible(finding.advice)}" if finding.advice else ""),
        "location": {"path": visible(placed.spec.path), "range": _range(placed.place.raw)},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.code, "url": page} if page else {"value": finding.code},
    }
    found = replacement(placed, style)
    if found is not None:
        diagnostic["suggestions"] = [{"range": _range(found.place), "text": found.text}]
    return diagnostic


def _range(place: Place) -> dict[str, Any]:
    return {"start": _position(place.source, place.start), "end": _position(place.source, place.end)}


def _position(source: Excerpt, position: Position) -> dict[str, int]:
    return {"line": position.line, "column": utf8_column(source, position)}
