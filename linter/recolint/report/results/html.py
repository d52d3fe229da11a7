"""Results of jobs as one page for a browser that needs nothing else: a picture and a table for each job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recolint.report.findings.html.document import SHEET, document, footer, tile
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.results.columns import BEST, NOTE, Column, columns
from recolint.report.results.model import ResultsReport
from recolint.report.results.picture import anchor, picture, points
from recolint.report.shared.style import plural
from recolint.results.job import JobResults
from recolint.results.reasons import explained, log_places
from recolint.results.rows import Row, trade_offs

ALL = "all"
"""The section that has the rows of several jobs."""

_JOB = Column("job", lambda row: row.job, numeric=False)
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
        "header", element("h1", words("Recommendation jobs")), element("ul", *tiles, class_="tiles"), _links(report)
    )


def _links(report: ResultsReport) -> Markup:
    if len(report.jobs) == 1:
        return NOTHING
    links = [element("a", words("All together"), href=f"#{ALL}")]
    links += [element("a", code(job.name), href=f"#{_id(number)}") for number, job in enumerate(report.jobs)]
    return element("nav", *links, aria_label="Jobs")


def _id(number: int) -> str:
    return f"job-{number}"


def _sections(report: ResultsReport) -> Iterator[Markup]:
    if len(report.jobs) > 1:
        title = element("h2", words("All together"), id=f"{ALL}-title")
        yield _section(ALL, [title, *_results(report.rows, ALL, [_JOB]), *_differences(report)])
    for number, job in enumerate(report.jobs):
        yield _section(_id(number), _job(job, report.rows_of(job), _id(number)))


def _section(name: str, parts: Iterable[Markup]) -> Markup:
    return element("section", *parts, class_="job", id=name, aria_labelledby=f"{name}-title")


def _job(job: JobResults, rows: Sequence[Row], section: str) -> Iterator[Markup]:
    badge = element("span", words(job.status), class_="badge")
    kind = _BADGES.get(job.status, "quiet")
    yield element("h2", code(job.name), element("span", badge, class_=kind), id=f"{section}-title")
    yield terms(((words(label), code(text)) for label, text in job.facts), class_="facts")
    if job.failed or job.reasons:
        yield from _failure(job)
    if rows or not job.failed:
        yield from _results(rows, section, [])


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


def _results(rows: Sequence[Row], section: str, first: Sequence[Column]) -> Iterator[Markup]:
    if not rows:
        yield element("p", words("No results."))
        return
    found = points(rows, section)
    if found:
        yield element("div", picture(found), class_="wide", tabindex="0", role="group", aria_label="cost and latency")
    best = trade_offs(rows)
    shown = [*first, *columns(rows)]
    head = ["no.", *(["best"] if best else [])]
    cells = (element("th", words(label), scope="col") for label in head)
    named = (element("th", words(column.heading), scope="col", class_=_kind(column)) for column in shown)
    body = (_row(number, row, section, shown, best=row in best if best else None) for number, row in enumerate(rows, 1))
    table = element(
        "table",
        element("thead", element("tr", *cells, *named)),
        element("tbody", *body),
    )
    yield element("div", table, class_="wide", tabindex="0", role="group", aria_label="results")
    marked = f"A marked row (✓) is a best trade-off: {BEST}. In the picture, a line joins them. " if best else ""
    yield element("p", words(marked + NOTE), class_="meta")


def _row(number: int, row: Row, section: str, shown: Sequence[Column], *, best: bool | None) -> Markup:
    """``best`` is ``None`` where no row can be told to be."""
    tick = element("span", words("✓"), class_="tick", role="img", aria_label="best trade-off") if best else NOTHING
    cells = [element("td", words(str(number))), *([] if best is None else [element("td", tick)])]
    cells += [element("td", words(column.show(row)), class_=_kind(column)) for column in shown]
    return element("tr", *cells, id=anchor(section, number), class_="best" if best else False)


def _kind(column: Column) -> str:
    return "number" if column.numeric else "text"


def _differences(report: ResultsReport) -> Iterator[Markup]:
    if report.differences:
        yield element("h3", words("Their requests"))
        yield items(map(words, report.differences))
