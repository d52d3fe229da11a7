"""Jobs, their results and their requests, as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from recolint.awscli.forms import plain
from recolint.base.json_text import readable_json
from recolint.base.text import visible
from recolint.report.results.answer import answer, configuration_of
from recolint.report.results.changes import Changes, Direction
from recolint.report.results.columns import BEST, NOTE, Column, all_columns, main_columns
from recolint.report.results.model import ResultsReport
from recolint.report.shared import table
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import BOLD, GREEN, RED, Screen
from recolint.report.shared.table import Cell
from recolint.request.answer import request_of
from recolint.results.answers import text, time
from recolint.results.job import JobResults, job_results
from recolint.results.reasons import explained, log_places
from recolint.results.rows import Row, trade_offs
from recolint.submit.identity import differences, shown

DESCRIBE = "DescribeInferenceRecommendationsJob"
"""The operation that answers with the descriptions of jobs."""

MARK = "*"
"""The mark in the rows of the best trade-offs."""

_STATUS_COLORS = {"FAILED": RED, "STOPPED": RED, "COMPLETED": GREEN}
_CHANGE_COLORS = {Direction.BETTER: GREEN, Direction.WORSE: RED, Direction.NONE: ""}


@dataclass(frozen=True, slots=True)
class Display:
    """How tables look: the screen, and whether they have all columns."""

    screen: Screen
    wide: bool

    @property
    def of_tables(self) -> Screen:
        """The screen for tables: with all columns, they may be wider than it is."""
        return replace(self.screen, width=None) if self.wide else self.screen

    def text(self, lines: Iterable[str]) -> str:
        """``lines`` outside of tables, folded to the screen, each ended by a line feed."""
        return folded("".join(f"{line}\n" for line in lines), self.screen.width)


def outcome(job: JobResults, report: ResultsReport, display: Display) -> str:
    """The outcome of ``job`` of ``report``: the answer, its results, and the reasons of failures."""
    rows = report.rows_of(job)
    lines = [f"{visible(job.name)}: {status(job.status, display.screen)}"]
    if job.failed or job.reasons:
        lines += _reasons(job)
    if not job.rows and not job.failed:
        lines[0] += ", no results"
    lines += _answer(rows, report.sort, display.screen)
    return display.text(lines) + (_table(rows, report, display) if rows else "")


def status(word: str, screen: Screen) -> str:
    """The status of a job in AWS's words, in color if the job completed, failed or was stopped."""
    return screen.paint(visible(word), _STATUS_COLORS.get(word, ""))


def _answer(rows: Sequence[Row], sort: str, screen: Screen) -> Iterator[str]:
    found = answer(rows, sort)
    if found is not None:
        name = f"{visible(found.row.job)}, " if len({row.job for row in rows}) > 1 else ""
        yield f"{found.why}: {screen.paint(f'{name}{visible(found.configuration)}: {found.figures}', BOLD)}"


def _reasons(job: JobResults) -> Iterator[str]:
    """AWS's reasons, what they mean, and where to look further."""
    for reason in job.reasons:
        yield f"AWS says: {visible(reason)}"
        meaning = explained(reason)
        if meaning:
            yield f"that is: {meaning}"
    if not job.reasons:
        yield "AWS returns no reason"
    yield "the logs, in CloudWatch:"
    yield from (f"  {place}" for place in log_places(visible(job.name)))


def compared(report: ResultsReport, display: Display) -> str:
    """The results of all jobs in one table with the changes from the first job, and how their requests differ."""
    rows = report.rows
    lines = [*_answer(rows, report.sort, display.screen)]
    numbers = {name: str(number) for number, name in enumerate(dict.fromkeys(job.name for job in report.jobs), 1)}
    lines += [f"job {number}: {visible(name)}" for name, number in numbers.items()]
    job = Column("job", lambda rows: [numbers[row.job] for row in rows])
    drawn = _table(rows, report, display, [job]) if rows else "no results\n"
    gone = [f"only in job 1: {configuration_of(one)}" for one in report.changes.gone] if rows else []
    return display.text(lines) + drawn + display.text(map(visible, [*gone, *report.differences]))


def _table(rows: Sequence[Row], report: ResultsReport, display: Display, first: Sequence[Column] = ()) -> str:
    """``rows`` as a table, the best trade-offs of cost and latency marked; ``first`` are columns before the others."""
    best = trade_offs(rows)
    shown = [*first, *(all_columns(rows) if display.wide else main_columns(rows, report.sort))]
    columns, cells = [table.Column("")], [[Cell(MARK if row in best else "") for row in rows]]
    for column in shown:
        columns.append(column.in_table)
        cells.append(_cells(column, rows, report.changes))
    drawn = table.table(columns, [list(row) for row in zip(*cells, strict=True)], display.of_tables)
    return drawn + display.text([*([f"{MARK} {BEST}"] if best else []), NOTE])


def _cells(column: Column, rows: Sequence[Row], changes: Changes) -> list[Cell]:
    """The cells of ``column``, each followed by its change from the first job."""
    texts = [visible(text) for text in column.texts(rows)]
    found = [changes.of(row, column.compared) if column.compared else None for row in rows]
    width = max((len(change.text) + 1 for change in found if change), default=0)
    return [
        Cell(text + (change.text if change else "").rjust(width), _CHANGE_COLORS[change.direction] if change else "")
        for text, change in zip(texts, found, strict=True)
    ]


def listing(found: Sequence[dict[str, Any]], display: Display) -> str:
    """The table of ``found``, one or more summaries of jobs as list returns them."""
    columns = [
        table.Column("name", least=24),
        table.Column("type", rank=3),
        table.Column("status"),
        table.Column("created", rank=1, least=10),
        table.Column("ended", rank=2, least=10),
        table.Column("reason", least=24),
    ]
    rows: list[list[Cell | str]] = [
        [
            visible(text(job.get("JobName"))),
            visible(text(job.get("JobType"))),
            Cell(visible(text(job.get("Status"))), _STATUS_COLORS.get(text(job.get("Status")), "")),
            visible(time(job.get("CreationTime"))),
            visible(time(job.get("CompletionTime"))),
            visible(text(job.get("FailureReason"))),
        ]
        for job in found
    ]
    return table.table(columns, rows, display.of_tables)


def described(answer: dict[str, Any], steps: Sequence[dict[str, Any]], display: Display) -> str:
    """The description of a job, its benchmarks, the request that created it, and its results."""
    job = job_results(answer, steps)
    width = max((len(label) for label, _ in job.facts), default=0)
    lines = [f"  {label.ljust(width)}  {visible(fact)}" for label, fact in job.facts]
    counts = Counter(text(step.get("Status")) for step in steps)
    if counts:
        lines.append("  benchmarks: " + ", ".join(f"{count} {visible(name)}" for name, count in sorted(counts.items())))
    lines.append("  request")
    request = "".join(f"    {line}\n" for line in readable_json(plain(request_of(answer)), indent=2).split("\n"))
    head, _, rest = outcome(job, ResultsReport((job,)), display).partition("\n")
    return f"{head}\n{display.text(lines)}{request}{rest}"


def requests_compared(answers: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """How the requests of jobs differ from the first one, as far as describe returns them; a line each."""
    first, *others = [request_of(answer) for answer in answers]
    lines = []
    for other in others:
        found = [one for one in differences(first, other) if one.pointer != "/JobName"]
        verdict = "their requests differ" if found else "the same request"
        lines.append(f"{text(first.get('JobName'))} and {text(other.get('JobName'))}: {verdict}")
        lines += [f"  {one.pointer}: {shown(one.asked)} against {shown(one.found)}" for one in found]
    return tuple(lines)
