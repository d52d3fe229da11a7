"""One page for a browser that needs nothing else: for the artifacts of a CI job, for a colleague, for paper."""

from __future__ import annotations

from recolint.report.html.page import page
from recolint.report.style import Style
from recolint.run import Run


def render(run: Run, style: Style) -> str:
    """The page, ended by a line feed."""
    return page(run, style)
