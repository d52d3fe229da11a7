"""A plan in a few labelled lines, which the reports for people share and in which two plans are compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolint.plan.bound import Bound
from recolint.plan.curve import Curve
from recolint.plan.load_test import LoadTest, Reading, Tests
from recolint.plan.planning import DEFAULT, DEFAULT_MINUTES, Plan, Recommendation
from recolint.plan.wording import duration, listed, money, plural, users

LABELS = (
    "name",
    "kind",
    "tests",
    "instance types",
    "endpoints",
    "existing endpoint",
    "time",
    "traffic",
    "or traffic",
    "users",
    "job's duration",
    "at most",
    "a test stops",
    "cost",
    "children",
)
"""What facts may be called, in the order in which they are shown; the name stands in a report's title."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line. ``spelled`` ends it with words of the spec or of a price table, which a report must escape."""

    label: str
    text: str
    spelled: str = ""


def facts(plan: Plan) -> tuple[Fact, ...]:
    """What ``plan`` comes to, the tests and phases one by one left out."""
    return tuple(_facts(plan))


def phases(curve: Curve) -> Iterator[str]:
    """A line for each phase, or one for the stairs."""
    if curve.steps is not None:
        each, more = duration(curve.seconds / curve.steps), plural(curve.peak // curve.steps, "user")
        yield f"{plural(curve.steps, 'step')} of {each}, {more} more at each"
        return
    for stretch in curve.stretches:
        growth = users(stretch.users_start)
        if stretch.users_end != stretch.users_start:
            growth += f" to {users(stretch.users_end)}"
        yield f"{growth} users in {duration(stretch.end - stretch.start)}"


def _facts(plan: Plan) -> Iterator[Fact]:
    yield Fact("kind", _kind(plan))
    if plan.recommendation is not None:
        yield from _of_default(plan.recommendation)
    if plan.load_test is not None:
        yield from _of_load_test(plan, plan.load_test)
    yield _cost(plan)
    if plan.children is not None:
        cut = len(plan.children.cut)
        text = f"cut from {len(plan.children.kept) + cut} characters to" if cut else "the whole name,"
        yield Fact("children", text, plan.children.kept)


def _kind(plan: Plan) -> str:
    if plan.kind is None:
        return "unknown" if plan.load_test is None else "unknown, planned as a load test"
    return "instance recommendation (Default)" if plan.kind == DEFAULT else "load test (Advanced)"


def _of_default(planned: Recommendation) -> Iterator[Fact]:
    if planned.types is not None:
        yield Fact("instance types", f"{len(planned.types):,}:", listed(planned.types))
    yield Fact("endpoints", planned.endpoint_type or "RealTime and Serverless")
    for name in planned.endpoints:
        yield Fact("existing endpoint", "benchmarked too:", name or "?")
    yield Fact("time", f"about {DEFAULT_MINUTES} min, as the developer guide has it")


def _of_load_test(plan: Plan, planned: LoadTest) -> Iterator[Fact]:
    yield Fact("tests", _tests(planned.tests))
    for number, reading in enumerate(planned.readings):
        yield Fact("or traffic" if number else "traffic", _traffic(reading.curve))
    for reading in planned.readings[:1]:
        yield Fact("users", f"at most {reading.curve.peak:,} at a time, {reading.curve.total:,} in total")
    if plan.job_seconds is not None:
        yield Fact("job's duration", f"{duration(plan.job_seconds)}{_cut_off(planned)}")
    if plan.bound is not None:
        first = planned.readings[0].bound
        other = f"; by the developer guide's reading {_bound(first)}" if first and len(planned.readings) > 1 else ""
        yield Fact("at most", f"{_bound(plan.bound)} from start to end{other}")
    if planned.stops:
        yield Fact("a test stops", "; ".join(planned.stops))


def _bound(bound: Bound) -> str:
    return f"{bound.instance_hours}, {duration(bound.seconds)}"


def _tests(tests: Tests) -> str:
    if tests.planned is None:
        text = "unknown how many"
    elif tests.limit is None:
        text = f"{tests.planned:,}"
    elif tests.limit < tests.planned:
        text = f"{tests.planned:,}, of which MaxNumberOfTests lets {tests.limit:,} run"
    else:
        text = f"{tests.planned:,} (MaxNumberOfTests {tests.limit:,})"
    return text if tests.parallel is None else f"{text}, {tests.parallel:,} at a time"


def _traffic(curve: Curve) -> str:
    shape = plural(len(curve.stretches), "phase") if curve.steps is None else plural(curve.steps, "step")
    reading = "" if curve.reading is None else f" if {curve.reading}"
    return f"{shape} in {duration(curve.seconds)}{reading}"


def _cut_off(planned: LoadTest) -> str:
    texts = [text for reading in planned.readings if (text := _of_reading(reading, planned.tests))]
    return "; " + "; or ".join(dict.fromkeys(texts)) if texts else ""


def _of_reading(reading: Reading, tests: Tests) -> str:
    if reading.cut_at is not None:
        at = users(reading.curve.users_at(reading.cut_at))
        return f"cuts the traffic of {duration(reading.curve.seconds)} off, at {at} users"
    if reading.starts is None or tests.runs is None:
        return ""
    fewest, most = reading.starts.fewest, reading.starts.most
    if fewest == tests.runs:
        return "all tests start in it"
    some = f"{fewest:,}" if fewest == most else f"{fewest:,} to {most:,}"
    return f"{some} of {plural(tests.runs, 'test')} start in it"


def _cost(plan: Plan) -> Fact:
    if plan.cost is not None and plan.prices is not None:
        where = f" in {plan.prices.region}" if plan.prices.region else ""
        amount = money(plan.cost.amount, plan.prices.currency)
        return Fact("cost", f"at most {amount}, by the prices of {plan.prices.date}{where} in", plan.prices.path)
    why = next((one for one in plan.unknown if one.what == "cost"), None)
    return Fact("cost", f"unknown: {why.why}" if why else "unknown", why.spelled if why else "")
