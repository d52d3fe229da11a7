"""Markdown for a comment on a pull request, or for the summary of a job.

One line counts the findings, and a table lists them. A fold for each file shows their places and how to fix them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recolint.base.finding import Finding, Severity
from recolint.base.text import plural
from recolint.check.placed import Diagnostic, Place
from recolint.check.result import FileResult
from recolint.check.run import Run
from recolint.report.shared.alike import Alike, alike
from recolint.report.shared.markdown_text import FULL, escaped, fitting, fold, html_code, row, table
from recolint.report.shared.style import Style, crashed, summary
from recolint.rule import pages

MARK = "<!-- recolint -->"
"""The first line. A workflow finds its earlier comment by it."""

TABLE = FULL // 3
"""Characters of the table; the folds have the rest."""

_HEAD = ("line", "severity", "rule", "finding")

CRASHES = 10
"""The maximum number of crashes that are named."""

_ICONS = {Severity.ERROR: ":x:", Severity.WARNING: ":warning:", Severity.INFO: ":information_source:"}
_FINE = ":white_check_mark:"


def render(run: Run, style: Style) -> str:
    """The text, ended by a line feed, short enough for a comment; it counts the findings that it omits."""
    blocks = [MARK, _verdict(run, style), *_crashes(run)]
    if run.findings:
        blocks += _table(run.findings)
        blocks += _folds(run, FULL - sum(len(block) + 2 for block in blocks))
    return "\n\n".join(blocks) + "\n"


def _verdict(run: Run, style: Style) -> str:
    """One line: an icon for the highest severity, and the counts."""
    worst = max((placed.finding.severity for placed in run.findings), default=None)
    if run.crashes:
        worst = Severity.ERROR
    sign = _FINE if worst is None else _ICONS[worst]
    return f"### {sign} recolint" + (f": {summary(run, style)}" if style.summary else "")


def _crashes(run: Run) -> Iterator[str]:
    yield from (escaped(crashed(crash)) for crash in run.crashes[:CRASHES])
    if len(run.crashes) > CRASHES:
        yield f"{CRASHES} of {len(run.crashes):,} crashes are shown."


def _table(found: Iterable[Diagnostic]) -> Iterator[str]:
    """The findings, the most severe first; findings with the same words share a row."""
    groups = sorted(alike(found), key=lambda group: -group.first.finding.severity)
    rows, left = fitting((_group(group) for group in groups), TABLE)
    yield table(("severity", "finding", "rule", "where"), rows)
    if left:
        rest = sum(len(group.each) for group in groups[len(rows) :])
        yield f"The table omits {plural(rest, 'finding')}."


def _group(group: Alike) -> str:
    placed = group.first
    more = f", and {plural(group.files - 1, 'more file')}" if group.files > 1 else ""
    if not more and len(group.each) > 1:
        more = f", and {plural(len(group.each) - 1, 'more place')}"
    where = f"{escaped(placed.spec.path)}, line {_line(placed.place)}{more}"
    finding = placed.finding
    return row((finding.severity.label, escaped(finding.message), _rule(finding), where))


def _folds(run: Run, room: int) -> Iterator[str]:
    """A fold for each file with findings, of ``room`` characters in total."""
    left = len(run.findings)
    for file in run.files:
        if not file.findings:
            continue
        title = f"{html_code(file.path)}: {plural(len(file.findings), 'finding')}"
        rows, cut = fitting(_rows(file), room - len(fold(title, table(_HEAD, []))))
        if rows:
            shown = fold(title, table(_HEAD, rows))
            yield shown
            room -= len(shown) + 2
        left -= len(rows)
        if cut:
            break
    if left:
        yield f"The details omit {plural(left, 'finding')}."


def _rows(file: FileResult) -> Iterator[str]:
    for placed in file.findings:
        finding = placed.finding
        yield row((_line(placed.place), finding.severity.label, _rule(finding), _words(placed)))


def _rule(finding: Finding) -> str:
    page = pages.url(finding.code)
    return f"[{finding.code}]({page}) {finding.name}" if page else f"{finding.code} {finding.name}"


def _line(place: Place) -> str:
    """The line of ``place``; in a notebook, also the number of its cell."""
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
