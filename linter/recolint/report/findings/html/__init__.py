"""One page for a browser that needs nothing else: for the artifacts of a CI job, for a colleague, for paper."""

from __future__ import annotations

from recolint.check.run import Run
from recolint.report.findings.html.page import page
from recolint.report.shared.style import Style


def render(run: Run, style: Style) -> str:
    """The page, ended by a line feed."""
    return page(run, style)
