"""Plans in GitHub's Markdown, for a comment on a pull request: a line, a table, and folds for the rest.

Text of a spec is in code: there nothing is a link, a mention, an image or HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recolint.base.text import plural
from recolint.check.plans import PlannedSpec
from recolint.plan.matrix import Row
from recolint.plan.planning import Plan
from recolint.plan.summary import facts
from recolint.plan.total import total
from recolint.plan.wording import hours, money
from recolint.report.plan.chart import Glyphs, chart
from recolint.report.plan.model import PlanReport
from recolint.report.plan.text import SHOWN
from recolint.report.shared.markdown_text import FULL, code_cell, code_span, fitting, fold, html_code, row, table

_FIGURES = ("at most", "cost")
"""The terms of a comparison that its first line shows."""

_NO_NAME = "a job without a name"


def render(report: PlanReport) -> str:
    """The plans, or the differences from the old one; ended by a line feed, short enough for a comment."""
    if report.old is not None:
        blocks, noun = list(_differences(report, report.old)), "part"
    elif len(report.plans) == 1:
        blocks, noun = [_verdict(report), *_alone(report.plans[0], report.glyphs)], "part"
    else:
        blocks, noun = (
            [_verdict(report), *_jobs(report), *(_folded(one, report.glyphs) for one in report.plans)],
            "plan",
        )
    shown, _ = fitting(blocks, FULL)
    if len(shown) < len(blocks):
        shown.append(f"This report omits {plural(len(blocks) - len(shown), noun)}.")
    return "\n\n".join(shown) + "\n"


def _verdict(report: PlanReport) -> str:
    return f"### recolint plan: {total([one.plan for one in report.plans]).words()}"


def _jobs(report: PlanReport) -> Iterator[str]:
    rows, left = fitting(map(_job, report.plans), FULL // 3)
    yield table(("spec", "job", "tests", "at most", "cost at most"), rows)
    if left:
        yield f"The table omits {plural(len(report.plans) - len(rows), 'plan')}."


def _job(one: PlannedSpec) -> str:
    plan = one.plan
    known = {fact.label: fact.text for fact in facts(plan)}
    name = code_cell(plan.name) if plan.name else ""
    time = hours(plan.bound.instance_seconds) if plan.bound is not None else "unknown"
    cost = money(plan.cost.amount, plan.prices.currency) if plan.cost and plan.prices else "unknown"
    return row((_title(one, code_cell(one.spec.path)), name, known.get("tests", "unknown"), time, cost))


def _folded(one: PlannedSpec, glyphs: Glyphs) -> str:
    name = html_code(one.plan.name) if one.plan.name is not None else _NO_NAME
    title = f"{_title(one, html_code(one.spec.path))}: {name}"
    parts = (f"**{heading}**\n\n{content}" for heading, content in _details(one.plan, glyphs))
    return fold(title, "\n\n".join([_facts(one.plan), *parts]))


def _alone(one: PlannedSpec, glyphs: Glyphs) -> Iterator[str]:
    name = code_span(one.plan.name) if one.plan.name is not None else _NO_NAME
    yield f"{_title(one, code_span(one.spec.path))}: {name}"
    yield _facts(one.plan)
    yield from (fold(heading, content) for heading, content in _details(one.plan, glyphs))


def _title(one: PlannedSpec, path: str) -> str:
    return path + (f" (document {one.spec.index})" if one.spec.index else "")


def _facts(plan: Plan) -> str:
    cells = ((fact.label, f"{fact.text} {code_cell(fact.spelled)}".strip()) for fact in facts(plan))
    return table(("", ""), map(row, cells))


def _details(plan: Plan, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    """Headings, each with the content below it."""
    if plan.load_test is not None:
        tests = plan.load_test.tests
        rows = [_configuration(number, one) for number, one in enumerate(tests.rows[:SHOWN])]
        rows += [("", f"existing endpoint {code_cell(name or '?')}", "", "1") for name in tests.endpoints[:SHOWN]]
        if rows:
            yield "Tests", table(("configuration", "endpoint", "environment", "tests"), map(row, rows))
        for reading in plan.load_test.readings:
            condition = f", if {reading.curve.reading}" if reading.curve.reading else ""
            drawn = "\n".join(["```text", *chart(reading.curve, reading.cut_at, glyphs), "```"])
            yield f"Users of each test{condition}", drawn
    yield from _list("How this was calculated", plan.working)
    yield from _list("Unknown", (f"{one.what}: {one.why} {_spelled(one.spelled)}".rstrip() for one in plan.unknown))
    yield from _list("Not certain", plan.caveats)


def _spelled(text: str) -> str:
    return code_span(text) if text else ""


def _configuration(number: int, one: Row) -> tuple[str, str, str, str]:
    tests = "unknown" if one.tests is None else f"{one.tests:,}"
    return str(number), code_cell(one.endpoint), code_cell(one.environment), tests


def _list(heading: str, items: Iterable[str]) -> Iterator[tuple[str, str]]:
    lines = [f"- {item}" for item in items]
    if lines:
        yield heading, "\n".join(lines)


def _differences(report: PlanReport, old: PlannedSpec) -> Iterator[str]:
    for new in report.plans:
        paths = (_title(one, code_span(one.spec.path)) for one in (old, new))
        changed = [f"{one.term} {one.change}" for one in report.differences if one.term in _FIGURES and one.change]
        verdict = "; ".join(changed) or plural(len(report.differences), "difference")
        yield f"### recolint plan: {verdict}"
        yield f"From {' to '.join(paths)}."
        if not report.differences:
            yield "No difference in tests, traffic, time or cost."
            return
        rows = [
            row((
                code_cell(one.term), code_cell(one.old or ""), code_cell(one.new or ""),
                f"({one.change})" if one.change else "",
            ))
            for one in report.differences
        ]  # fmt: skip
        shown, left = fitting(rows, FULL // 2)
        yield table(("", "old", "new", "difference"), shown)
        if left:
            yield f"The table omits {plural(len(rows) - len(shown), 'difference')}."
