"""What a job came to, for people: the table of results, or why it failed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from recolint.aws.jobs import request_of
from recolint.aws.reasons import explained, log_places, step_reasons
from recolint.aws.request import differences, shown
from recolint.aws.results import Row, ordered, rows, trade_offs
from recolint.awscli.forms import plain
from recolint.text import visible

DEFAULT_SORT = "cost-per-inference"
BEST = "*"


def results(answer: dict[str, Any], by: str = DEFAULT_SORT) -> str:
    """The results of the job in ``answer`` (of a describe), sorted ``by`` one of ``results.SORTS``."""
    found = rows(answer)
    name, status = visible(str(answer.get("JobName", ""))), str(answer.get("Status", ""))
    if not found:
        return f"{name}: {status}, no results\n"
    return f"{name}: {status}\n{table(ordered(found, by), with_job=False)}"


def table(found: list[Row], *, with_job: bool) -> str:
    """``found`` as a table, the best trade-offs of cost and latency marked."""
    # Imported here: it takes longer than most commands do.
    from tabulate import tabulate

    best = trade_offs(found)
    columns: list[_Column] = [("", lambda row: BEST if row in best else "")]
    columns += [("job", lambda row: visible(row.job))] if with_job else []
    columns += [column for column in _COLUMNS if any(column[1](row) for row in found)]
    cells = [[show(row) for _, show in columns] for row in found]
    drawn = tabulate(cells, headers=[name for name, _ in columns], tablefmt="simple", disable_numparse=True)
    lines = "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())
    note = f"{BEST} no other is both cheaper per inference and faster\n" if best else ""
    return lines + note + "costs are for all instances of a row; latency as AWS gives it, in milliseconds\n"


def _amount(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


_Column = tuple[str, Callable[[Row], str]]

_COLUMNS: list[_Column] = [
    ("instance or memory", lambda row: visible(row.target)),
    ("environment", lambda row: visible(row.environment)),
    ("specification", lambda row: visible(row.specification or "")),
    ("count", lambda row: "" if row.count is None else str(row.count)),
    ("$/hour", lambda row: _amount(row.cost_per_hour, ".4g")),
    ("$/inference", lambda row: _amount(row.cost_per_inference, ".3g")),
    ("$/million", lambda row: "" if row.cost_per_inference is None else f"{row.cost_per_inference * 1e6:,.2f}"),
    ("invocations/min", lambda row: _amount(row.invocations, ",.0f")),
    ("latency ms", lambda row: _amount(row.latency, ",.0f")),
    ("CPU %", lambda row: _amount(row.cpu, ".1f")),
    ("memory %", lambda row: _amount(row.memory, ".1f")),
]


def ended(answer: dict[str, Any], steps: list[dict[str, Any]]) -> str:
    """How the job in ``answer`` ended: in AWS's words in plain ones, and where to look further."""
    name = str(answer.get("JobName", ""))
    given = [str(answer["FailureReason"])] if answer.get("FailureReason") else []
    reasons = list(dict.fromkeys([*given, *step_reasons(steps)]))
    lines = [f"{visible(name)}: {answer.get('Status')}"]
    for reason in reasons:
        lines.append(f"AWS says: {visible(reason)}")
        lines += _explanation(reason)
    if not reasons:
        lines.append("AWS gives no reason")
    lines += ["the logs, in CloudWatch:", *(f"  {place}" for place in log_places(visible(name)))]
    return "".join(f"{line}\n" for line in lines)


def _explanation(reason: str) -> Iterable[str]:
    words = explained(reason)
    return [f"that is: {words}"] if words else []


def listing(found: list[dict[str, Any]]) -> str:
    """Summaries of jobs, as list tells them."""
    from tabulate import tabulate

    cells = [
        [visible(str(job.get(name, ""))) for name in ("JobName", "JobType", "Status")]
        + [_time(job.get("CreationTime")), _time(job.get("CompletionTime")), visible(str(job.get("FailureReason", "")))]
        for job in found
    ]
    headers = ("name", "type", "status", "created", "ended", "reason")
    if not cells:
        return "no jobs\n"
    drawn = tabulate(cells, headers=headers, tablefmt="simple", disable_numparse=True, maxcolwidths=[None] * 5 + [60])
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def described(answer: dict[str, Any], steps: list[dict[str, Any]]) -> str:
    """What describe tells of a job, its benchmarks, and the request that made it."""
    lines = [f"{visible(str(answer.get('JobName')))}: {answer.get('Status')}"]
    for name, label in _FACTS:
        if answer.get(name):
            lines.append(f"  {label:<9} {_time(answer[name])}")
    counts = Counter(str(step.get("Status")) for step in steps)
    if counts:
        lines.append("  benchmarks " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
    lines.append("  request")
    text = json.dumps(plain(request_of(answer)), indent=2, ensure_ascii=False)
    lines += [f"    {visible(line)}" for line in text.splitlines()]
    whole = "".join(f"{line}\n" for line in lines)
    if answer.get("FailureReason"):
        whole += ended(answer, steps)
    return whole + (results(answer) if rows(answer) else "")


_FACTS = (
    ("JobType", "type"),
    ("JobArn", "ARN"),
    ("RoleArn", "role"),
    ("CreationTime", "created"),
    ("LastModifiedTime", "changed"),
    ("CompletionTime", "ended"),
)


def requests_compared(answers: list[dict[str, Any]]) -> str:
    """How the requests of jobs differ from that of the first, as far as describe tells them."""
    first, *others = [request_of(answer) for answer in answers]
    lines = []
    for other in others:
        names = f"{visible(str(first.get('JobName')))} and {visible(str(other.get('JobName')))}"
        found = [one for one in differences(first, other) if one.pointer != "/JobName"]
        lines.append(f"{names}: " + ("the same request" if not found else "their requests differ"))
        lines += [
            f"  {visible(one.pointer)}: {visible(shown(one.asked))} against {visible(shown(one.found))}"
            for one in found
        ]
    return "".join(f"{line}\n" for line in lines)


def _time(value: Any) -> str:
    text = value.strftime("%Y-%m-%d %H:%M:%S %z") if isinstance(value, datetime) else str(value or "")
    return visible(text)
