"""Jobs, their results and their requests, as text for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from recolint.aws.jobs import request_of
from recolint.awscli.forms import plain
from recolint.base.json_text import readable_json
from recolint.base.text import visible
from recolint.report.results.columns import BEST, NOTE, Column, columns
from recolint.report.results.model import ResultsReport
from recolint.results.answers import text, time
from recolint.results.job import JobResults, job_results
from recolint.results.reasons import explained, log_places
from recolint.results.rows import Row, trade_offs
from recolint.submit.identity import differences, shown

DESCRIBE = "DescribeInferenceRecommendationsJob"
"""The operation whose answers these are."""

MARK = "*"
"""What stands before the best trade-offs."""

_REASON_WIDTH = 60


def outcome(job: JobResults, report: ResultsReport) -> str:
    """What ``job`` of ``report`` came to: its results, and why it or some of its benchmarks failed."""
    lines = [f"{visible(job.name)}: {visible(job.status)}"]
    if job.failed or job.reasons:
        lines += _reasons(job)
    if not job.rows and not job.failed:
        lines[0] += ", no results"
    return "".join(f"{line}\n" for line in lines) + (table(report.rows_of(job)) if job.rows else "")


def _reasons(job: JobResults) -> Iterator[str]:
    """AWS's reasons, what they mean, and where to look further."""
    for reason in job.reasons:
        yield f"AWS says: {visible(reason)}"
        meaning = explained(reason)
        if meaning:
            yield f"that is: {meaning}"
    if not job.reasons:
        yield "AWS gives no reason"
    yield "the logs, in CloudWatch:"
    yield from (f"  {place}" for place in log_places(visible(job.name)))


def compared(report: ResultsReport) -> str:
    """The results of all jobs in one table, and how their requests differ."""
    drawn = table(report.rows, [Column("job", lambda row: row.job, numeric=False)]) if report.rows else "no results\n"
    return drawn + "".join(f"{visible(line)}\n" for line in report.differences)


def table(rows: Sequence[Row], first: Sequence[Column] = ()) -> str:
    """``rows`` as a table, the best trade-offs of cost and latency marked; ``first`` are columns before the others."""
    best = trade_offs(rows)
    named = [*first, *columns(rows)]
    cells = [[MARK if row in best else "", *(visible(column.show(row)) for column in named)] for row in rows]
    note = f"{MARK} {BEST}\n" if best else ""
    return _drawn(cells, ["", *(column.heading for column in named)]) + note + NOTE + "\n"


def _drawn(cells: Sequence[Sequence[str]], headers: Sequence[str], widths: list[int | None] | None = None) -> str:
    # Imported here: it takes longer than most commands do.
    from tabulate import tabulate

    drawn = tabulate(cells, headers=headers, tablefmt="simple", disable_numparse=True, maxcolwidths=widths)
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def listing(found: Sequence[dict[str, Any]]) -> str:
    """Summaries of jobs, as list tells them."""
    cells = [
        [visible(text(job.get(name))) for name in ("JobName", "JobType", "Status")]
        + [visible(time(job.get(name))) for name in ("CreationTime", "CompletionTime")]
        + [visible(text(job.get("FailureReason")))]
        for job in found
    ]
    headers = ("name", "type", "status", "created", "ended", "reason")
    return _drawn(cells, headers, [None] * 5 + [_REASON_WIDTH]) if cells else "no jobs\n"


def described(answer: dict[str, Any], steps: Sequence[dict[str, Any]]) -> str:
    """What describe tells of a job, its benchmarks, the request that made it, and what it came to."""
    job = job_results(answer, steps)
    width = max((len(label) for label, _ in job.facts), default=0)
    lines = [f"  {label.ljust(width)}  {visible(fact)}" for label, fact in job.facts]
    counts = Counter(text(step.get("Status")) for step in steps)
    if counts:
        lines.append("  benchmarks: " + ", ".join(f"{count} {visible(name)}" for name, count in sorted(counts.items())))
    lines.append("  request")
    lines += [f"    {line}" for line in readable_json(plain(request_of(answer)), indent=2).split("\n")]
    head, _, rest = outcome(job, ResultsReport((job,))).partition("\n")
    return f"{head}\n" + "".join(f"{line}\n" for line in lines) + rest


def requests_compared(answers: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """How the requests of jobs differ from that of the first, as far as describe tells them; a line each."""
    first, *others = [request_of(answer) for answer in answers]
    lines = []
    for other in others:
        found = [one for one in differences(first, other) if one.pointer != "/JobName"]
        verdict = "their requests differ" if found else "the same request"
        lines.append(f"{text(first.get('JobName'))} and {text(other.get('JobName'))}: {verdict}")
        lines += [f"  {one.pointer}: {shown(one.asked)} against {shown(one.found)}" for one in found]
    return tuple(lines)
