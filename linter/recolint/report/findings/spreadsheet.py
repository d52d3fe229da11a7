"""CSV with a header line, a row a finding; no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import re

from recolint.base.finding import pointer
from recolint.base.text import visible
from recolint.check.placed import Diagnostic
from recolint.check.run import Run
from recolint.report.shared.style import Style

COLUMNS = (
    "code", "name", "severity", "path", "spec", "pointer", "part", "line", "column", "end_line", "end_column",
    "message", "help",
)  # fmt: skip
"""The code comes first, so that no line begins with text of a spec or with the name of a file."""

_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@＝＋－＠])")  # noqa: RUF001  spreadsheets take the wide forms for the narrow
"""Where a formula may begin: a cell, and, for readers that part cells at semicolons, what follows one."""


def render(run: Run, style: Style) -> str:  # noqa: ARG001  the form is fixed; every format takes the same arguments
    """The table; its lines end in a line feed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(placed) for placed in run.findings)
    return text.getvalue()


def _row(placed: Diagnostic) -> tuple[str | int, ...]:
    # There is no column for the cell of a notebook: the lines are those of the file.
    finding, start, end = placed.finding, placed.place.raw.start, placed.place.raw.end
    return (
        finding.code,
        finding.name,
        finding.severity.label,
        _cell(placed.spec.path),
        placed.spec.index,
        _cell(pointer(finding.route)),
        finding.part.value,
        start.line,
        start.column,
        end.line,
        end.column,
        _cell(finding.message),
        _cell(finding.advice or ""),
    )


def _cell(text: str) -> str:
    """``text`` with an apostrophe, which spreadsheets hide, before what they would compute."""
    return _FORMULA.sub(r"\1\2'", visible(text))
