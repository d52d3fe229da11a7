"""A plan in a few labelled lines. Reports for people share them, and comparisons of plans use them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from recolint.base.text import plural
from recolint.plan.amounts import Amount, Unit
from recolint.plan.bound import Bound
from recolint.plan.curve import Curve
from recolint.plan.load_test import LoadTest, Tests, TrafficReading
from recolint.plan.planning import DEFAULT, DEFAULT_JOB_MINUTES, ENDPOINT_TYPE, Plan, Recommendation
from recolint.plan.wording import duration, listed, money, users

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
    "child names",
)
"""The labels of facts, in the order in which reports show them. The job's name is in a report's title instead."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled line. ``spelled`` ends it with words of the spec or of a price table, which a report must escape.

    ``amounts`` are the numbers in it, by what they are of, as two plans are compared in them.
    """

    label: str
    text: str
    spelled: str = ""
    amounts: Mapping[str, Amount] = field(default_factory=dict)


def facts(plan: Plan) -> tuple[Fact, ...]:
    """The facts of ``plan``, without the single tests and phases."""
    return tuple(_facts(plan))


def phases(curve: Curve) -> Iterator[Fact]:
    """A line for each phase, or one for the stairs."""
    if curve.steps is not None:
        seconds, more = curve.seconds / curve.steps, curve.peak // curve.steps
        yield Fact(
            "stairs 1",
            f"{plural(curve.steps, 'step')} of {duration(seconds)}, {plural(more, 'user')} more at each",
            amounts={"steps": Amount(curve.steps), "time": Amount(seconds, Unit.SECONDS), "users": Amount(more)},
        )
        return
    for number, stretch in enumerate(curve.stretches, 1):
        growth, seconds = users(stretch.users_start), stretch.end - stretch.start
        if stretch.users_end != stretch.users_start:
            growth += f" to {users(stretch.users_end)}"
        yield Fact(
            f"phase {number}",
            f"{growth} users in {duration(seconds)}",
            amounts={
                "first users": Amount(stretch.users_start),
                "last users": Amount(stretch.users_end),
                "time": Amount(seconds, Unit.SECONDS),
            },
        )


def _facts(plan: Plan) -> Iterator[Fact]:
    yield Fact("kind", _kind(plan))
    if plan.recommendation is not None:
        yield from _of_default(plan.recommendation)
    if plan.load_test is not None:
        yield from _of_load_test(plan, plan.load_test)
    yield _cost(plan)
    if plan.children is not None:
        kept, cut = len(plan.children.kept), len(plan.children.cut)
        text = f"truncated from {kept + cut} to {kept} characters:" if cut else "complete:"
        yield Fact("child names", text, plan.children.kept)


def _kind(plan: Plan) -> str:
    if plan.kind is None:
        return "unknown" if plan.load_test is None else "unknown, planned as a load test"
    return "instance recommendation (Default)" if plan.kind == DEFAULT else "load test (Advanced)"


def _of_default(planned: Recommendation) -> Iterator[Fact]:
    if planned.types is not None:
        count = len(planned.types)
        yield Fact("instance types", f"{count:,}:", listed(planned.types), {"types": Amount(count)})
    is_unknown = any(one.what == ENDPOINT_TYPE for one in planned.unknown)
    yield Fact("endpoints", planned.endpoint_type or ("unknown" if is_unknown else "RealTime and Serverless"))
    for name in planned.endpoints:
        yield Fact("existing endpoint", "benchmarked too:", name or "?")
    yield Fact("time", f"about {DEFAULT_JOB_MINUTES} min (developer guide)")


def _of_load_test(plan: Plan, planned: LoadTest) -> Iterator[Fact]:
    yield _tests(planned.tests)
    for number, reading in enumerate(planned.readings):
        yield _traffic("or traffic" if number else "traffic", reading.curve)
    for reading in planned.readings[:1]:
        peak, started = reading.curve.peak, reading.curve.total
        yield Fact(
            "users",
            f"at most {peak:,} in parallel, {started:,} in total",
            amounts={"peak": Amount(peak), "total": Amount(started)},
        )
    if plan.job_seconds is not None:
        text = f"{duration(plan.job_seconds)}{_cut_off(planned)}"
        yield Fact("job's duration", text, amounts={"time": Amount(plan.job_seconds, Unit.SECONDS)})
    if plan.bound is not None:
        yield _at_most(plan.bound, planned)
    if planned.stops:
        yield Fact("a test stops", "; ".join(planned.stops))


def _at_most(bound: Bound, planned: LoadTest) -> Fact:
    first = planned.readings[0].bound
    other = f"; {_bound(first)} by the developer guide's reading" if first and len(planned.readings) > 1 else ""
    uncounted = "" if bound.instance_seconds else f"; {_without_instances(planned.tests)}"
    return Fact(
        "at most",
        f"{_bound(bound)} from start to end{other}{uncounted}",
        amounts={
            "instances": Amount(bound.instance_seconds, Unit.INSTANCE_SECONDS),
            "time": Amount(bound.seconds, Unit.SECONDS),
        },
    )


def _without_instances(tests: Tests) -> str:
    """Why a load test has no instance-hours."""
    if tests.endpoints:
        return f"{' and '.join(not_counted(tests))} are not counted in instance-hours"
    return "serverless: no instances; billed by request and duration"


def _bound(bound: Bound) -> str:
    instances = f"{bound.instance_hours}, " if bound.instance_seconds else ""
    return f"{instances}{duration(bound.seconds)}"


def not_counted(tests: Tests) -> tuple[str, ...]:
    """The kinds of endpoints in ``tests`` that are not in the instance-hours, in words."""
    kinds = {
        "serverless endpoints": any(not row.needs_instance for row in tests.rows),
        "existing endpoints": bool(tests.endpoints),
    }
    return tuple(kind for kind, used in kinds.items() if used)


def _tests(tests: Tests) -> Fact:
    amounts = {
        name: Amount(count)
        for name, count in (("planned", tests.planned), ("limit", tests.limit), ("parallel", tests.parallel))
        if count is not None
    }
    if tests.planned is None:
        text = "unknown"
    elif tests.limit is None:
        text = f"{tests.planned:,}"
    elif tests.limit < tests.planned:
        text = f"{tests.limit:,} of {tests.planned:,} (MaxNumberOfTests {tests.limit:,})"
    else:
        text = f"{tests.planned:,} (MaxNumberOfTests {tests.limit:,})"
    parallel = "" if tests.parallel is None else f", {tests.parallel:,} in parallel"
    return Fact("tests", f"{text}{parallel}", amounts=amounts)


def _traffic(label: str, curve: Curve) -> Fact:
    count, noun = (len(curve.stretches), "phase") if curve.steps is None else (curve.steps, "step")
    reading = "" if curve.reading is None else f" if {curve.reading}"
    return Fact(
        label,
        f"{plural(count, noun)} in {duration(curve.seconds)}{reading}",
        amounts={noun: Amount(count), "time": Amount(curve.seconds, Unit.SECONDS)},
    )


def _cut_off(planned: LoadTest) -> str:
    texts = [text for reading in planned.readings if (text := _of_reading(reading, planned.tests))]
    return "; " + "; or ".join(dict.fromkeys(texts)) if texts else ""


def _of_reading(reading: TrafficReading, tests: Tests) -> str:
    if reading.cut_at is not None:
        at = users(reading.curve.users_at(reading.cut_at))
        return f"truncates the traffic of {duration(reading.curve.seconds)} at {at} users"
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
        return Fact(
            "cost",
            f"at most {amount} with prices of {plan.prices.date}{where} in",
            plan.prices.path,
            {"cost": Amount(plan.cost.amount, Unit.MONEY, plan.prices.currency)},
        )
    why = next((one for one in plan.unknown if one.what == "cost"), None)
    return Fact("cost", f"unknown: {why.why}" if why else "unknown", why.spelled if why else "")
