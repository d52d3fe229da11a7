"""One line a finding: ``path:line:column: error[RL204] message``."""

from __future__ import annotations

from recolint.base.text import visible
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.shared.style import Style, linked, paint_severity, summary


def render(run: Run, style: Style) -> str:
    """The report, each line ended by a line feed."""
    lines = [_line(placed, style) for placed in run.findings]
    if style.summary:
        lines.append(summary(run, style))
    return "".join(line + "\n" for line in lines)


def _line(placed: Diagnostic, style: Style) -> str:
    finding = placed.finding
    tag = paint_severity(f"{finding.severity.label}[{linked(finding.code, style)}]", finding.severity, style)
    basis = f" (basis: {visible(finding.basis.shown)})" if style.show_basis else ""
    return f"{_path(placed.spec.path)}:{placed.place.where}: {tag} {visible(finding.message)}{basis}"


def _path(path: str) -> str:
    """``path`` so that no line begins as a GitHub workflow command does."""
    shown = visible(path)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown
