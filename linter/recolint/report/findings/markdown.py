"""Markdown for a comment on a pull request, or for the summary of a job: a table of findings for each file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import visible
from recolint.check.placed import Diagnostic, Place
from recolint.check.run import FileResult, Run
from recolint.report.shared.style import Style, crashed, plural, summary
from recolint.rule import pages

MARK = "<!-- recolint -->"
"""The first line, by which a workflow finds the comment that it wrote before."""

MAX_LENGTH = 60_000
"""In characters, with room for words around it: GitHub takes comments of 65,536."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|&$!%]")
_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_MENTION = re.compile(r"@|#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)


def render(run: Run, style: Style) -> str:
    """The text, ended by a line feed; where it would be too long for a comment, it ends in how many are not shown."""
    blocks = [MARK, "### recolint"]
    if style.summary:
        blocks.append(summary(run, style))
    blocks += [escaped(crashed(crash)) for crash in run.crashes]
    room = MAX_LENGTH - sum(len(block) + 2 for block in blocks)
    left = len(run.findings)
    for file in run.files:
        block, shown = _table(file, room)
        if shown:
            blocks.append(block)
        room -= len(block) + 2
        left -= shown
        if shown < len(file.findings):
            break
    if left:
        blocks.append(f"{plural(left, 'more finding')} did not fit in here.")
    return "\n\n".join(blocks) + "\n"


def _table(file: FileResult, room: int) -> tuple[str, int]:
    """The table of a file's findings, of ``room`` characters at most, and how many it shows: maybe not all."""
    text = f"**{escaped(file.path)}**\n\n| line | severity | rule | finding |\n|---:|---|---|---|"
    shown = 0
    for row in _rows(file):
        if len(text) + 1 + len(row) > room:
            break
        text += f"\n{row}"
        shown += 1
    return text, shown


def _rows(file: FileResult) -> Iterator[str]:
    for placed in file.findings:
        finding = placed.finding
        page = pages.url(finding.code)
        rule = f"[{finding.code}]({page}) {finding.name}" if page else f"{finding.code} {finding.name}"
        yield f"| {_line(placed.place)} | {finding.severity.label} | {rule} | {_words(placed)} |"


def _line(place: Place) -> str:
    """A line, for one in a notebook behind the cell that it counts in."""
    cell = place.source.cell
    return str(place.start.line) if cell is None else f"{place.start.line} of cell {cell}"


def _words(placed: Diagnostic) -> str:
    words = [escaped(placed.finding.message)]
    for label in placed.labels:
        other = f"{label.spec.path}, " if label.spec.path != placed.spec.path else ""
        words.append(escaped(f"{other}line {_line(label.place)}: {label.label.message}"))
    if placed.finding.advice:
        words.append(f"help: {escaped(placed.finding.advice)}")
    return "<br>".join(words)


def escaped(text: str) -> str:
    """``text`` as Markdown that shows it and does nothing: no markup, no link, nobody notified.

    Neither Markdown nor HTML has an escape for a mention or for the number of an issue, which GitHub and GitLab look
    for in the rendered text; a character of no width between sign and name keeps them from it.
    """
    quiet = _LINK.sub(lambda found: "\\" + found[0], _SPECIAL.sub(lambda found: "\\" + found[0], visible(text)))
    return _MENTION.sub(lambda found: found[0] + "&#8203;", quiet)
