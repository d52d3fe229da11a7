"""For people: each plan with its chart, how it was calculated, what is unknown and what is not certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recolint.base.text import plural, visible
from recolint.check.plans import PlannedSpec
from recolint.plan.change import change_in_words
from recolint.plan.curve import Curve
from recolint.plan.load_test import LoadTest, Tests
from recolint.plan.matrix import Row
from recolint.plan.planning import Plan
from recolint.plan.prices import Prices
from recolint.plan.summary import facts, phases
from recolint.report.plan.chart import Glyphs, chart
from recolint.report.plan.model import PlanReport
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import GREEN, RED, Screen
from recolint.report.shared.width import columns, shortened

WIDTH = 100
"""The maximum columns of a name from a spec; a longer one is cut."""

SHOWN = 20
"""How many rows of a list are shown. The API allows a job ten configurations; an invalid spec may have any number."""


def render(report: PlanReport) -> str:
    """The plans one after the other, or the differences from the old one; ended by a line feed."""
    if report.old is not None:
        lines = list(_differences(report, report.old))
    else:
        lines = [line for number, one in enumerate(report.plans) for line in _block(one, report, number)]
        lines += ["", folded(f"in total: {total.words()}", report.width)] if (total := report.total) is not None else []
    return "".join(line + "\n" for line in lines)


def _block(one: PlannedSpec, report: PlanReport, number: int) -> Iterator[str]:
    plan = one.plan
    if number:
        yield ""
    name = "a job without a name" if plan.name is None else shortened(visible(plan.name), WIDTH, report.glyphs.ellipsis)
    yield folded(f"{title(one)}: {name}", report.width)
    yield folded("\n".join(_body(plan, report)), report.text_width)


def _body(plan: Plan, report: PlanReport) -> Iterator[str]:
    glyphs = report.glyphs
    yield ""
    rows = [(fact.label, f"{fact.text} {visible(fact.spelled)}".strip()) for fact in facts(plan)]
    width = max(len(label) for label, _ in rows)
    for label, text in rows:
        yield f"  {label.ljust(width)}  {text}".rstrip()
    if plan.load_test is not None:
        yield from _tests(plan.load_test.tests, plan.prices, glyphs)
        yield from _charts(plan.load_test, report)
    yield from _list("how this was calculated", plan.working)
    yield from _list("unknown", [f"{one.what}: {one.why} {visible(one.spelled)}".rstrip() for one in plan.unknown])
    yield from _list("not certain", plan.caveats)


def title(one: PlannedSpec) -> str:
    """The file, and the number of the document where it is not the first."""
    return visible(one.spec.path) + (f" (document {one.spec.index})" if one.spec.index else "")


def _tests(tests: Tests, prices: Prices | None, glyphs: Glyphs) -> Iterator[str]:
    rows = [_row(number, row, prices, glyphs) for number, row in enumerate(tests.rows)]
    rows += [("", f"existing endpoint {visible(name or '?')}", "", "1 test", "") for name in tests.endpoints]
    if rows:
        yield ""
        yield "  endpoint configurations"
        yield from (f"    {line}" for line in aligned(rows[:SHOWN]))
        if len(rows) > SHOWN:
            yield f"    and {len(rows) - SHOWN} more"


def _row(number: int, row: Row, prices: Prices | None, glyphs: Glyphs) -> tuple[str, str, str, str, str]:
    tests = "tests unknown" if row.tests is None else plural(row.tests, "test")
    price = prices.hourly.get(row.instance_type or "") if prices is not None else None
    an_hour = "" if price is None else f"{price} an hour"
    endpoint, environment = (
        shortened(visible(text), WIDTH, glyphs.ellipsis) for text in (row.endpoint, row.environment)
    )
    return str(number), endpoint, environment, tests, an_hour


def _charts(planned: LoadTest, report: PlanReport) -> Iterator[str]:
    for number, reading in enumerate(planned.readings):
        curve = reading.curve
        condition = f", if {curve.reading}" if curve.reading else ""
        yield ""
        if number and reading.cut_at is None:
            # The other reading of the same stairs has the same shape.
            yield f"    or {next(phases(curve)).text}{condition}"
            continue
        yield f"  users of each test{condition}"
        yield ""
        yield from (f"  {line}" for line in chart(curve, reading.cut_at, report.glyphs, report.text_width - 2))
        yield ""
        yield from (f"    {line}" for line in _phases(curve))


def _phases(curve: Curve) -> list[str]:
    lines = [fact.text for fact in phases(curve)]
    if curve.steps is not None:
        return lines
    more = [f"and {len(lines) - SHOWN:,} more"] if len(lines) > SHOWN else []
    return [f"{number}. {line}" for number, line in enumerate(lines[:SHOWN], 1)] + more


def _list(heading: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield ""
        yield f"  {heading}"
        yield from (f"    - {item}" for item in items)


def _differences(report: PlanReport, old: PlannedSpec) -> Iterator[str]:
    for new in report.plans:
        yield folded(f"from {title(old)} to {title(new)}", report.width)
        yield ""
        if not report.differences:
            yield "  no difference in tests, traffic, time or cost"
        for one in report.differences:
            yield f"  {visible(one.term)}"
            if one.old is not None:
                yield _painted(folded(f"    - {visible(one.old)}", report.text_width), RED, report)
            if one.new is not None:
                change = f" ({one.change})" if one.change else ""
                yield _painted(folded(f"    + {visible(one.new)}{change}", report.text_width), GREEN, report)
        if report.differences:
            yield ""
            yield folded(change_in_words(old.plan, new.plan, len(report.differences)), report.width)


def _painted(text: str, color: str, report: PlanReport) -> str:
    screen = Screen(color=report.color)
    return "\n".join(screen.paint(line, color) for line in text.split("\n"))


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """A line for each of ``rows``, which have equally many cells, with the cells of a column below each other."""
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return [
        gap.join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


_LABELS = ("kind", "tests", "instance types", "users", "time", "at most", "cost", "prices", "child names")


def short(plan: Plan) -> str:
    """``plan`` as text: a line each for tests, time, cost and names of children; ended by a line feed.

    Text of the spec is escaped. Unknown values are listed as unknown.
    """
    shown = {fact.label: f"{fact.text} {visible(fact.spelled)}".rstrip() for fact in facts(plan)}
    if plan.price_caveats:
        shown["prices"] = "; ".join(plan.price_caveats)
    if plan.bound is None and plan.recommendation is None:
        shown["at most"] = "unknown"
    if plan.children is None:
        shown["child names"] = "unknown"
    width = max(map(len, _LABELS))
    return "".join(f"  {label.ljust(width)}  {shown[label]}\n" for label in _LABELS if label in shown)


def one_line(plan: Plan | None) -> str:
    """The maximum cost and use of ``plan``: ``at most USD 0.81, at most 0.67 instance-hours``. Not escaped."""
    if plan is None:
        return "no plan"
    if plan.bound is None:
        return "instance-hours and cost unknown"
    hours = f"at most {plan.bound.instance_hours}" if plan.bound.instance_seconds else "no instance-hours"
    return hours if plan.cost is None else f"at most {plan.cost.shown}, {hours}"
