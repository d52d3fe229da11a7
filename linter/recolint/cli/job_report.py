"""What a job came to, for people: the table of results, or why it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from recolint.aws.reasons import explained, log_places, step_reasons
from recolint.aws.results import Row, ordered, rows, trade_offs
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


def failure(answer: dict[str, Any], steps: list[dict[str, Any]]) -> str:
    """Why the job in ``answer`` failed, in AWS's words and in plain ones, and where to look further."""
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
