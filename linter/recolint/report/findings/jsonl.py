"""JSON Lines: a finding in each line, as in JSON version 1, for programs that read a run as it goes."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.base.json_text import ascii_json
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.findings.json_v1 import finding_data
from recolint.report.shared.style import Style


def render(run: Run, style: Style) -> str:  # noqa: ARG001  the form is fixed; every format takes the same arguments
    """The lines, ASCII only; none where nothing was found."""
    return lines(run.findings)


def lines(findings: Iterable[Diagnostic]) -> str:
    """A line for each of ``findings``, ended by a line feed."""
    return "".join(ascii_json(finding_data(placed), indent=None) + "\n" for placed in findings)
