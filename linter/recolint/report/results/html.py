"""Results of jobs as one page for a browser that needs nothing else: a picture and a table for each job."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recolint.base.text import plural
from recolint.report.findings.html.document import SHEET, document, footer, tile
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, items, join, terms, words
from recolint.report.results.alternatives import alternatives, fastest
from recolint.report.results.answer import answer, configuration_of
from recolint.report.results.changes import NEW, Direction
from recolint.report.results.columns import Column, all_columns
from recolint.report.results.html_table import results_table, whole_words
from recolint.report.results.model import ResultsReport
from recolint.report.results.picture import NARROW, ROOMY, picture, points
from recolint.results.job import JobResults
from recolint.results.reasons import explained, log_places
from recolint.results.rows import Row, trade_offs

ALL = "all"
"""The section that has the rows of several jobs."""

_BADGES = {"COMPLETED": "info", "FAILED": "error", "STOPPED": "warning"}


def render(report: ResultsReport) -> str:
    """The page, ended by a line feed. The same answers always result in the same text."""
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
    """The best configuration, and why it is the best; nothing if the results do not show it."""
    rows = report.rows
    found = answer(rows, report.sort)
    if found is None:
        return NOTHING
    job = f", from {found.row.job}" if len(report.jobs) > 1 else ""
    why = f"The {found.why} of {plural(len(rows), 'result')}{job}."
    quick = fastest(rows)
    if quick is not None and (quick.row.latency or 0) < (found.row.latency or 0):
        why += f" {configuration_of(quick.row)} has the lowest latency: {quick.figures} per million."
    return join(
        [
            element(
                "p",
                element("strong", *whole_words(f"{found.configuration}: ")),
                words(found.figures),
                class_="answer",
            ),
            element("p", words(why), class_="summary"),
        ]
    )


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
        yield _section(ALL, [title, *_changes(report), *_results(report.rows, ALL, report), *_requests(report)])
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
    facts = terms(((words(label), element("code", *whole_words(text))) for label, text in job.facts), class_="facts")
    yield element("details", element("summary", words("About the job")), facts, class_="printed") if facts else NOTHING


def _failure(job: JobResults) -> Iterator[Markup]:
    yield element("h3", words("Why it failed" if job.failed else "What failed in it"))
    for reason in job.reasons:
        meaning = explained(reason)
        yield terms(
            [(words("AWS says"), words(reason)), *([(words("Meaning"), words(meaning))] if meaning else [])],
            class_="more",
        )
    if not job.reasons:
        yield element("p", words("AWS returns no reason."))
    yield element("p", words("The logs, in CloudWatch:"))
    yield items(element("code", *whole_words(place)) for place in log_places(job.name))


def _results(rows: Sequence[Row], section: str, report: ResultsReport) -> Iterator[Markup]:
    if not rows:
        yield element("p", words("No results."))
        return
    found = points(rows, section)
    if found:
        pictures = [picture(found, width) for width in (ROOMY, NARROW)]
        yield element("div", element("div", *pictures), _choices(rows), class_="chart")
    yield results_table(rows, section, report)


def _choices(rows: Sequence[Row]) -> Markup:
    """The best trade-offs in words; nothing if there are fewer than two."""
    found = alternatives(rows)
    if len(found) < 2:
        return NOTHING
    several = len({row.job for row in rows}) > 1
    listed = [
        join([
            element("b", *whole_words(configuration_of(one.row) + ("" if several else ":"))),
            words(f" in {one.row.job}: {one.figures}" if several else f" {one.figures}"),
        ])
        for one in found[:CHOICES]
    ]  # fmt: skip
    more = [words(f"and {len(found) - CHOICES} more")] if len(found) > CHOICES else []
    return element(
        "div",
        element("h3", words("Best trade-offs")),
        element("p", words("Latency and cost of a million inferences, compared with the cheapest:")),
        items([*listed, *more]),
    )


CHOICES = 8
"""The maximum number of best trade-offs listed beside the chart."""


def _changes(report: ResultsReport) -> Iterator[Markup]:
    """The changes since the first job, in a few lines; nothing if jobs are not compared."""
    if not report.differences or not report.changes.jobs:
        return
    yield element("h3", words(f"Changes since {report.jobs[0].name}"))
    lines = [f"{column.heading}: {found}" for column in all_columns(report.rows) if (found := _counted(column, report))]
    new = sum(report.changes.is_new(row) for row in report.rows)
    if new:
        lines.append(f"{plural(new, 'new configuration')}")
    lines += [f"only in {report.jobs[0].name}: {configuration_of(row)}" for row in report.changes.gone]
    yield items(map(words, lines or ["nothing to compare: no configuration is in both"]))


def _counted(column: Column, report: ResultsReport) -> str:
    """``1 better, 2 worse, 1 unchanged``; nothing if no row has a change."""
    if column.compared is None:
        return ""
    found = Counter(
        change.direction
        for row in report.rows
        if (change := report.changes.of(row, column.compared)) is not None and change is not NEW
    )
    named = ((Direction.BETTER, "better"), (Direction.WORSE, "worse"), (Direction.NONE, "unchanged"))
    return ", ".join(f"{found[direction]} {word}" for direction, word in named if found[direction])


def _requests(report: ResultsReport) -> Iterator[Markup]:
    if report.differences:
        yield element("h3", words("Requests"))
        yield items(map(words, report.differences))
