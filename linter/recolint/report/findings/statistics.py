"""How often each rule found something: a table, most frequent first."""

from __future__ import annotations

from collections import Counter

from recolint.check.run import Run
from recolint.report.shared.style import Style, summary


def render(run: Run, style: Style) -> str:
    """A line for each rule that found something."""
    counts = Counter((one.finding.code, one.finding.name, one.finding.severity) for one in run.findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(str(count)) for count in counts.values()), default=1)
    lines = [
        f"{str(count).rjust(width)}  {code}  {severity.label.ljust(7)}  {name}"
        for (code, name, severity), count in rows
    ]
    if style.summary:
        lines.append(summary(run, style))
    return "".join(line + "\n" for line in lines)
