"""The most that a load test can take: time, instances, money; and its calculation.

A test lasts as long as its traffic and its endpoint's start and stop. No test starts after the job's duration; a
running test may finish. So each parallel test ends at most one test's length after the job's duration, however early
other tests stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from recolint.base.text import plural
from recolint.plan.schedule import MAX_SETUP_SECONDS
from recolint.plan.wording import duration, hours, money


@dataclass(frozen=True, slots=True)
class Demand:
    """The demand for time: how many tests run, how many of them can need an instance, and the limits on them.

    ``parallel`` is how many run at the same time, ``job_seconds`` the job's duration; ``None``: unknown.
    """

    tests: int
    on_instances: int
    parallel: int | None
    job_seconds: int | None


@dataclass(frozen=True, slots=True)
class Bound:
    """At most this: seconds of a test, of the job from start to end, and of instances, all of them added up.

    ``working`` is how it was calculated, a line for each step.
    """

    test_seconds: int
    seconds: int
    instance_seconds: int
    working: tuple[str, ...]

    @property
    def instance_hours(self) -> str:
        """The time of instances in words: ``4.5 instance-hours``, rounded up to hundredths."""
        return hours(self.instance_seconds)


def bound(traffic_seconds: int, demand: Demand) -> Bound:
    """The bound for tests with ``traffic_seconds`` of traffic each."""
    each = traffic_seconds + MAX_SETUP_SECONDS
    setup = f"{duration(MAX_SETUP_SECONDS)} for its endpoint to start and stop"
    lines = [f"a test: {duration(traffic_seconds)} of traffic + up to {setup} = {duration(each)}"]
    seconds, of_job = _job(each, demand)
    instance_seconds, of_instances = _instances(each, demand)
    return Bound(each, seconds, instance_seconds, (*lines, *of_job, *of_instances))


def _job(each: int, demand: Demand) -> tuple[int, list[str]]:
    """How long the job takes, and the working."""
    rounds = -(-demand.tests // (demand.parallel or 1))
    seconds = rounds * each
    if demand.tests == 1:
        how = "by itself"
    elif demand.parallel is None:
        how = "one after the other at worst (MaxParallelOfTests is unknown)"
    else:
        how = f"{demand.parallel:,} in parallel = {plural(rounds, 'round')}"
    lines = [f"the job: {plural(demand.tests, 'test')}, {how}, x {duration(each)} = {duration(seconds)}"]
    last = _last_end(each, demand)
    if last is not None and last < seconds:
        lines.append(
            f"but no test starts after the job's {duration(last - each)}: + {duration(each)} = {duration(last)}"
        )
        seconds = last
    return seconds, lines


def _instances(each: int, demand: Demand) -> tuple[int, list[str]]:
    """How long instances run, and the working."""
    count = demand.on_instances
    if not count:
        return 0, ["instances: no test starts an instance"]
    seconds = count * each
    lines = [f"instances: {plural(count, 'test')} x {duration(each)} = {_with_hours(seconds)}"]
    lanes, last = _lanes(demand), _last_end(each, demand)
    if last is not None and lanes * last < seconds:
        seconds = lanes * last
        lines.append(f"but only {lanes:,} in parallel for {duration(last)} = {_with_hours(seconds)}")
    return seconds, lines


def _with_hours(seconds: int) -> str:
    return f"{seconds:,} s = {hours(seconds)}{', rounded up' if seconds % 36 else ''}"


def _last_end(each: int, demand: Demand) -> int | None:
    """When the last test has ended that may start before the job's duration is over."""
    return None if demand.job_seconds is None else demand.job_seconds + each


def _lanes(demand: Demand) -> int:
    """How many instances are up at the same time."""
    return min(demand.on_instances, demand.parallel or demand.on_instances)


@dataclass(frozen=True, slots=True)
class Rates:
    """The price of an hour of each planned test, in ``currency``."""

    hourly: tuple[Decimal, ...]
    currency: str


@dataclass(frozen=True, slots=True)
class Cost:
    """At most this much money, in words too (``USD 0.81``), and how it was calculated."""

    amount: Decimal
    shown: str
    working: str


def cost(of: Bound, rates: Rates) -> Cost:
    """The price of ``of`` if the most expensive tests use its instance time, each up to a test's maximum."""
    left = of.instance_seconds
    seconds: dict[Decimal, int] = {}
    for price in sorted(rates.hourly, reverse=True):
        taken = min(left, of.test_seconds)
        left -= taken
        if taken:
            seconds[price] = seconds.get(price, 0) + taken
    amount = sum((price * taken for price, taken in seconds.items()), Decimal(0)) / 3600
    added = " + ".join(f"{duration(taken)} at {price} an hour" for price, taken in seconds.items())
    shown = money(amount, rates.currency)
    return Cost(amount, shown, f"money: {added} = {shown}")
