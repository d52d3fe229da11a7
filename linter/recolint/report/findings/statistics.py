"""How often each rule found something: a table, most frequent first."""

from __future__ import annotations

from collections import Counter

from recolint.base.text import plural
from recolint.check.run import Run
from recolint.report.shared.fold import folded
from recolint.report.shared.style import Style, linked, summary


def render(run: Run, style: Style) -> str:
    """A line for each rule that found something."""
    return table(run, style) + (f"{folded(summary(run, style), style.width)}\n" if style.summary else "")


def table(run: Run, style: Style, most: int | None = None) -> str:
    """A line for each rule with findings, or for the ``most`` frequent rules and the command that counts all."""
    counts = Counter((one.finding.code, one.finding.name, one.finding.severity) for one in run.findings)
    rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(str(count)) for count in counts.values()), default=1)
    lines = [
        f"{str(count).rjust(width)}  {linked(code, style)}  {severity.label.ljust(7)}  {name}"
        for (code, name, severity), count in rows[:most]
    ]
    if most is not None and len(rows) > most:
        lines.append(f"and {plural(len(rows) - most, 'more rule')}; recolint check --statistics counts all")
    return "".join(line + "\n" for line in lines)
