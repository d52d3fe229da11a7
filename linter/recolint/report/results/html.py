"""Results of jobs as one page for a browser that needs nothing else: a picture and a table for each job."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recolint.report.findings.html.document import SHEET, document, footer, tile
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.results.answer import answer, configuration_of
from recolint.report.results.changes import Change, Changes
from recolint.report.results.columns import BEST, NOTE, Column, main_columns
from recolint.report.results.model import ResultsReport
from recolint.report.results.picture import NARROW, ROOMY, anchor, picture, points
from recolint.report.shared.style import plural
from recolint.results.job import JobResults
from recolint.results.reasons import explained, log_places
from recolint.results.rows import Row, trade_offs

_WORDS = re.compile(r"\S*\s*")
_PARTS = re.compile(r"[^_=/.,:-]*[_=/.,:-]*")
_LONG_WORD = 20
"""Characters for which a phone has room in a table."""

ALL = "all"
"""The section that has the rows of several jobs."""

_BADGES = {"COMPLETED": "info", "FAILED": "error", "STOPPED": "warning"}


def render(report: ResultsReport) -> str:
    """The page, ended by a line feed. The same answers give the same text."""
    one = report.jobs[0].name if len(report.jobs) == 1 else plural(len(report.jobs), "job")
    sheet = Markup(SHEET + Path(__file__).with_name("results.css").read_text(encoding="utf-8"))
    main = element("main", join(_sections(report)), id="main")
    skip = element("a", words("Skip to the results"), href="#main", class_="skip")
    return document(f"recolint: results of {one}", [skip, _header(report), main, footer()], sheet)


def _header(report: ResultsReport) -> Markup:
    jobs, best = report.jobs, trade_offs(report.rows)
    failed = sum(job.unsuccessful for job in jobs)
    tiles = [
        tile(len(jobs), "job", "jobs", "quiet"),
        tile(len(report.rows), "result", "results", "quiet"),
        tile(len(best), "best trade-off", "best trade-offs", "info"),
        tile(failed, "failed or stopped", "failed or stopped", "error"),
    ]
    return element(
        "header",
        element("h1", words("Recommendation jobs")),
        _answer(report),
        element("ul", *tiles, class_="tiles"),
        _links(report),
    )


def _answer(report: ResultsReport) -> Markup:
    """What the jobs were run for, before all else; nothing where no results tell it."""
    found = answer(report.rows, report.sort)
    if found is None:
        return NOTHING
    job = f", in {found.row.job}" if len(report.jobs) > 1 else ""
    return element(
        "p",
        element("span", words(f"{found.why[0].upper()}{found.why[1:]}{job}"), class_="why"),
        element("strong", *_whole_words(found.configuration), Markup(": ")),
        words(found.figures),
        class_="answer",
    )


def _whole_words(text: str) -> Iterator[Markup]:
    """``text``, in which words may break after a separator if they are long, and else not."""
    for word in _WORDS.findall(text):
        if len(word) <= _LONG_WORD:
            yield words(word)
            continue
        for part in _PARTS.findall(word):
            yield words(part)
            yield Markup("<wbr>")


def _links(report: ResultsReport) -> Markup:
    if len(report.jobs) == 1:
        return NOTHING
    links = [element("a", words("All jobs"), href=f"#{ALL}")] if _are_together(report) else []
    links += [element("a", code(job.name), href=f"#{_id(number)}") for number, job in enumerate(report.jobs)]
    return element("nav", *links, aria_label="Jobs")


def _are_together(report: ResultsReport) -> bool:
    """Whether there are results of several jobs, or requests to compare."""
    return sum(bool(job.rows) for job in report.jobs) > 1 or bool(report.differences)


def _id(number: int) -> str:
    return f"job-{number}"


def _sections(report: ResultsReport) -> Iterator[Markup]:
    if _are_together(report):
        title = element("h2", words("All jobs"), id=f"{ALL}-title")
        yield _section(ALL, [title, *_results(report.rows, ALL, report), *_differences(report)])
    for number, job in enumerate(report.jobs):
        yield _section(_id(number), _job(job, report, _id(number)))


def _section(name: str, parts: Iterable[Markup]) -> Markup:
    return element("section", *parts, class_="job", id=name, aria_labelledby=f"{name}-title")


def _job(job: JobResults, report: ResultsReport, section: str) -> Iterator[Markup]:
    badge = element("span", words(job.status), class_="badge")
    kind = _BADGES.get(job.status, "quiet")
    yield element("h2", code(job.name), element("span", badge, class_=kind), id=f"{section}-title")
    rows = report.rows_of(job)
    if job.failed or job.reasons:
        yield from _failure(job)
    if rows or not job.failed:
        yield from _results(rows, section, report)
    facts = terms(((words(label), code(text)) for label, text in job.facts), class_="facts")
    yield element("details", element("summary", words("About the job")), facts, class_="printed") if facts else NOTHING


def _failure(job: JobResults) -> Iterator[Markup]:
    yield element("h3", words("Why it failed" if job.failed else "What failed in it"))
    for reason in job.reasons:
        meaning = explained(reason)
        yield terms(
            [(words("AWS says"), words(reason)), *([(words("That is"), words(meaning))] if meaning else [])],
            class_="more",
        )
    if not job.reasons:
        yield element("p", words("AWS gives no reason."))
    yield element("p", words("The logs, in CloudWatch:"))
    yield items(code(place) for place in log_places(job.name))


def _results(rows: Sequence[Row], section: str, report: ResultsReport) -> Iterator[Markup]:
    if not rows:
        yield element("p", words("No results."))
        return
    found = points(rows, section)
    if found:
        for width in (ROOMY, NARROW):
            yield picture(found, width)
    best = trade_offs(rows)
    named = len({row.job for row in rows}) > 1
    shown = [column for column in main_columns(rows, report.sort) if column.heading not in _IN_CONFIGURATION]
    changes = report.changes if named else Changes([], [])
    columns = [_cells(column, rows, changes) for column in shown]
    head = [("no.", ""), ("configuration", ""), *((column.heading, _kind(column)) for column in shown)]
    lines = zip(rows, *columns, strict=True)
    body = (
        _row(number, section, _configuration(row, named=named), cells, row in best)
        for number, (row, *cells) in enumerate(lines, 1)
    )
    table = element(
        "table",
        element(
            "thead", element("tr", *(element("th", *_heading(text), scope="col", class_=kind) for text, kind in head))
        ),
        element("tbody", *body),
    )
    yield element("div", table, class_="wide", tabindex="0", role="group", aria_label="results")
    marked = f"A marked row (✓) is a best trade-off: {BEST}. In the chart, a line joins them. " if best else ""
    changed = f"Percentages are changes from {report.jobs[0].name}. " if named and report.differences else ""
    yield element("p", words(marked + changed + NOTE), class_="meta")


def _heading(text: str) -> Iterator[Markup]:
    """A heading, which may break after a slash."""
    before, slash, after = text.rpartition("/")
    yield from (words(before + slash), Markup("<wbr>"), words(after)) if before else (words(text),)


_IN_CONFIGURATION = ("instance or memory", "environment", "specification", "compilation job")


def _configuration(row: Row, *, named: bool) -> Markup:
    """What a row runs on, and below it the rest that tells it from others."""
    parts = [*row.environment.split(" "), row.specification or "", row.compilation or "", row.job if named else ""]
    below = (element("span", *_whole_words(part), class_="part") for part in parts if part)
    return element("td", element("b", *_whole_words(row.target)), *below, class_="text")


def _cells(column: Column, rows: Sequence[Row], changes: Changes) -> list[Markup]:
    """The cells of ``column``, each with its change from the first job."""
    kind = _kind(column)
    return [
        element("td", words(text), *_change(changes.of(row, column.compared) if column.compared else None), class_=kind)
        for row, text in zip(rows, column.texts(rows), strict=True)
    ]


def _change(change: Change | None) -> Iterator[Markup]:
    if change is not None:
        yield Markup(" ")
        yield element("span", words(change.text), class_=f"change {change.direction.value}".rstrip())


def _row(number: int, section: str, configuration: Markup, cells: Sequence[Markup], is_best: bool) -> Markup:  # noqa: FBT001
    tick = element("span", words("✓"), class_="tick", role="img", aria_label="best trade-off") if is_best else NOTHING
    first = element("td", words(str(number)), Markup(" "), tick, class_="rank")
    return element("tr", first, configuration, *cells, id=anchor(section, number), class_="best" if is_best else False)


def _kind(column: Column) -> str:
    return "number" if column.numeric else "text"


def _differences(report: ResultsReport) -> Iterator[Markup]:
    if report.differences:
        yield element("h3", words("Requests"))
        yield items(map(words, report.differences))
    gone = report.changes.gone
    if gone:
        yield element("h3", words(f"Only in {report.jobs[0].name}"))
        yield items(words(configuration_of(row)) for row in gone)
