"""Results as an HTML table: columns that fit on a phone come first, and changes are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recolint.report.findings.html.markup import NOTHING, Markup, element, join, words
from recolint.report.results.changes import NEW, Change, Changes
from recolint.report.results.columns import BEST, NOTE, Column, main_columns
from recolint.report.results.model import ResultsReport
from recolint.report.results.picture import anchor
from recolint.results.rows import Row, trade_offs

_WORDS = re.compile(r"\S+|\s+")
_PARTS = re.compile(r"[^_=/.,:-]*[_=/.,:-]*")
_LONG_WORD = 20
"""The longest word, in characters, that fits into a table on a phone."""

_IN_CONFIGURATION = ("instance or memory", "environment", "specification", "compilation job")


def results_table(rows: Sequence[Row], section: str, report: ResultsReport) -> Markup:
    """The table of ``rows``, and the meaning of its marks. ``section`` is part of the ids of its rows."""
    best = trade_offs(rows)
    named = len({row.job for row in rows}) > 1
    changes = report.changes if named else Changes([], [])
    shown = [column for column in main_columns(rows, report.sort) if column.heading not in _IN_CONFIGURATION]
    columns = [_cells(column, rows, changes) for column in shown]
    head = [("no.", ""), ("configuration", ""), *((column.heading, _kind(column)) for column in shown)]
    body = (
        _row(number, section, _configuration(row, changes, named=named), cells, row in best)
        for number, (row, *cells) in enumerate(zip(rows, *columns, strict=True), 1)
    )
    names = (element("th", *_heading(text), scope="col", class_=kind) for text, kind in head)
    table = element("table", element("thead", element("tr", *names)), element("tbody", *body))
    scrolling = element("div", table, class_="wide", tabindex="0", role="group", aria_label="results")
    marked = f"A marked row (✓) is a best trade-off: {BEST}. In the chart, a line joins them. " if best else ""
    changed = f"Percentages are changes since {report.jobs[0].name}. " if changes.jobs else ""
    return join([scrolling, element("p", words(marked + changed + NOTE), class_="meta")])


def whole_words(text: str) -> Iterator[Markup]:
    """``text``, in which only long words may break: after a separator, if they are wider than a line."""
    for word in _WORDS.findall(text):
        if len(word) <= _LONG_WORD:
            yield words(word)
        else:
            parts = (join([words(part), Markup("<wbr>")]) for part in _PARTS.findall(word))
            yield element("span", *parts, class_="word")


def _heading(text: str) -> Iterator[Markup]:
    """A heading, which may break after a slash."""
    before, slash, after = text.rpartition("/")
    yield from (words(before + slash), Markup("<wbr>"), words(after)) if before else (words(text),)


def _configuration(row: Row, changes: Changes, *, named: bool) -> Markup:
    """The instance type or memory of a row, and below it the rest of its configuration."""
    parts = [*row.environment.split(" "), row.specification or "", row.compilation or "", row.job if named else ""]
    below = (element("span", *whole_words(part), class_="part") for part in parts if part)
    badge = element("span", words("new"), class_="badge new") if changes.is_new(row) else NOTHING
    return element("td", element("b", *whole_words(row.target)), Markup(" "), badge, *below, class_="text")


def _cells(column: Column, rows: Sequence[Row], changes: Changes) -> list[Markup]:
    """The cells of ``column``, each with its change since the first job."""
    kind = _kind(column)
    return [
        element("td", words(text), *_change(changes.of(row, column.compared) if column.compared else None), class_=kind)
        for row, text in zip(rows, column.texts(rows), strict=True)
    ]


def _change(change: Change | None) -> Iterator[Markup]:
    if change is not None and change is not NEW:
        yield Markup(" ")
        meaning = change.direction.value or "unchanged"
        yield element("span", words(change.text), class_=f"change {change.direction.value}".rstrip(), title=meaning)


def _row(number: int, section: str, configuration: Markup, cells: Sequence[Markup], is_best: bool) -> Markup:  # noqa: FBT001
    tick = element("span", words("✓"), class_="tick", role="img", aria_label="best trade-off") if is_best else NOTHING
    first = element("td", words(str(number)), Markup(" "), tick, class_="rank")
    return element("tr", first, configuration, *cells, id=anchor(section, number), class_="best" if is_best else False)


def _kind(column: Column) -> str:
    return "number" if column.numeric else "text"
