"""For people: each finding with its line, a caret under the value, the second place, help, and the rule's name."""

from __future__ import annotations

from recolint.check.run import Run
from recolint.report.shared.style import Style, summary

MANY, MOST_RULES = 20, 10
"""The number of findings above which the report counts by rule; the maximum of rules there."""


def render(run: Run, style: Style) -> str:
    """The report, ended by a line feed."""
    blocks: list[str] = []
    if run.findings:
        # Imported here, as below: most reports are of a few findings, or of none.
        from recolint.report.findings.blocks import blocks as blocks_of

        blocks += blocks_of(run.findings, style)
    if style.summary:
        if len(run.findings) > MANY:
            from recolint.report.findings.statistics import table

            blocks.append(table(run, style, MOST_RULES))
        blocks.append(_folded(summary(run, style), style.width) + "\n")
    return "\n".join(blocks)


def _folded(text: str, width: int | None) -> str:
    if width is None:
        return text
    from recolint.report.shared.fold import folded

    return folded(text, width)
