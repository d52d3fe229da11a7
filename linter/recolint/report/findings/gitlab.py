"""GitLab code quality: the part of the Code Climate format that GitLab reads."""

from __future__ import annotations

from collections import Counter
from typing import Any

from recolint.base.finding import Severity
from recolint.base.fingerprint import Fingerprint
from recolint.base.json_text import ascii_json
from recolint.base.text import visible
from recolint.check.placed import Diagnostic, Place
from recolint.check.run import Run
from recolint.report.findings.coordinates import repository_path
from recolint.report.shared.style import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run, style: Style) -> str:
    """A JSON array with an issue for each finding, ASCII only, ended by a line feed."""
    security = frozenset(rule.code for rule in run.rules if rule.security_severity)
    met: Counter[Fingerprint] = Counter()
    issues = []
    for placed in run.findings:
        path = repository_path(placed.spec.path, style)
        fingerprint = Fingerprint.of(placed.finding, path, placed.value)
        # GitLab keeps one issue of each fingerprint.
        category = "Security" if placed.finding.code in security else "Bug Risk"
        issues.append(_issue(placed, path, category, fingerprint.digest(met[fingerprint])))
        met[fingerprint] += 1
    return ascii_json(issues) + "\n"


def _issue(placed: Diagnostic, path: str, category: str, fingerprint: str) -> dict[str, Any]:
    finding = placed.finding
    issue = {
        "type": "issue",
        "check_name": finding.code,
        "description": f"{finding.code} {finding.name}: {visible(finding.message)}",
        "categories": [category],
        "severity": _SEVERITIES[finding.severity],
        "fingerprint": fingerprint,
        "location": {"path": visible(path), "lines": _lines(placed.place.raw)},
    }
    return {**issue, "content": {"body": visible(finding.advice)}} if finding.advice else issue


def _lines(place: Place) -> dict[str, int]:
    """The first and the last line of the place. A line in which it ends before the first character does not count."""
    above = place.end.column == 1 and place.end.line > place.start.line
    return {"begin": place.start.line, "end": place.end.line - above}
