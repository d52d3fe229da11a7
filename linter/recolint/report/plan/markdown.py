"""Plans in GitHub's Markdown, for a comment on a pull request.

What comes from a spec stands in code spans: there nothing is a link, a mention, an image or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from recolint.base.text import visible
from recolint.check.plans import PlannedSpec
from recolint.plan.matrix import Row
from recolint.plan.summary import facts
from recolint.report.plan.chart import chart
from recolint.report.plan.model import PlanReport
from recolint.report.plan.text import SHOWN
from recolint.report.shared.width import shortened

WIDTH = 300
"""Columns of text of a spec that are shown in one piece."""


def render(report: PlanReport) -> str:
    """The plans one after the other, or what differs from the old one; ended by a line feed."""
    if report.old is not None:
        blocks = list(_differences(report, report.old))
    else:
        blocks = [block for one in report.plans for block in _blocks(one, report)]
        blocks += [f"**In total:** {total.words()}"] if (total := report.total) is not None else []
    return "\n\n".join(blocks) + "\n"


def code(text: str) -> str:
    """``text`` as a code span."""
    shown = shortened(visible(text), WIDTH)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"


def _cell(text: str) -> str:
    """``text`` as a code span in a table, which is cut at bars before code is looked for; nothing for no text."""
    return code(text).replace("|", "\\|") if text else ""


def _blocks(one: PlannedSpec, report: PlanReport) -> Iterator[str]:
    plan = one.plan
    yield f"### {_title(one)}: {code(plan.name) if plan.name is not None else 'a job without a name'}"
    rows = [(fact.label, f"{fact.text} {_cell(fact.spelled)}".strip()) for fact in facts(plan)]
    yield _table(("", ""), rows)
    if plan.load_test is not None:
        tests = plan.load_test.tests
        configurations = [_row(number, row) for number, row in enumerate(tests.rows[:SHOWN])]
        configurations += [("", f"existing endpoint {_cell(name or '?')}", "", "1") for name in tests.endpoints[:SHOWN]]
        if configurations:
            yield _table(("configuration", "endpoint", "environment", "tests"), configurations)
        for reading in plan.load_test.readings:
            yield f"Users of each test{', if ' + reading.curve.reading if reading.curve.reading else ''}:"
            yield "\n".join(["```text", *chart(reading.curve, reading.cut_at, report.glyphs), "```"])
    yield from _list("How this was calculated", plan.working)
    yield from _list("Unknown", (f"{one.what}: {one.why} {_spelled(one.spelled)}".rstrip() for one in plan.unknown))
    yield from _list("Not certain", plan.doubts)


def _title(one: PlannedSpec) -> str:
    return code(one.spec.path) + (f" (document {one.spec.index})" if one.spec.index else "")


def _spelled(text: str) -> str:
    return code(text) if text else ""


def _row(number: int, row: Row) -> tuple[str, str, str, str]:
    tests = "unknown" if row.tests is None else f"{row.tests:,}"
    return str(number), _cell(row.endpoint), _cell(row.environment), tests


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield f"**{heading}**"
        yield "\n".join(lines)


def _differences(report: PlanReport, old: PlannedSpec) -> Iterator[str]:
    for new in report.plans:
        yield f"### From {_title(old)} to {_title(new)}"
        if report.differences:
            rows = [
                (_cell(one.term), _cell(one.old or ""), _cell(one.new or ""), f"({one.change})" if one.change else "")
                for one in report.differences
            ]
            yield _table(("", "old", "new", "difference"), rows)
        else:
            yield "Nothing differs in what the job would do, take or cost."
