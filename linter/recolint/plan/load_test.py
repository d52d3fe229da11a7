"""The tests of an Advanced job, their traffic, and the maximum that they can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recolint.plan.bound import Bound, Cost, Demand, Rates, bound, cost
from recolint.plan.curve import Curve, curves
from recolint.plan.matrix import Row, planned_tests, rows, why_uncounted
from recolint.plan.prices import Prices
from recolint.plan.schedule import MAX_SETUP_SECONDS, MIN_SETUP_SECONDS, Schedule
from recolint.plan.unknown import UnknownFact, missing
from recolint.plan.wording import listed
from recolint.request.job import Endpoint, InputConfig, Job, ResourceLimit, StoppingConditions

MEMBERS = (InputConfig.traffic, InputConfig.limit, InputConfig.configurations)
"""The members that only a load test has."""

_PERCENTILES = ("P95", "P99")


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of a job: endpoint configurations, existing endpoints, and the limits. ``None``: unknown, or not set.

    ``planned`` is the number of tests that the spec asks for, ``limit`` MaxNumberOfTests, ``parallel``
    MaxParallelOfTests.
    """

    rows: tuple[Row, ...]
    endpoints: tuple[str | None, ...]
    planned: int | None
    limit: int | None
    parallel: int | None

    @property
    def runs(self) -> int | None:
        """How many tests can run."""
        if self.planned is None or self.limit is None:
            return self.planned
        return min(self.planned, self.limit)

    @property
    def on_instances(self) -> int:
        """How many of the tests that the spec asks for need an instance of their own."""
        return sum(row.tests or 0 for row in self.rows if row.needs_instance)


@dataclass(frozen=True, slots=True)
class Starts:
    """How many tests start before the job's duration is over, if each sends all of its traffic."""

    fewest: int
    most: int


@dataclass(frozen=True, slots=True)
class TrafficReading:
    """The traffic of one test, and what follows from it.

    ``cut_at`` is the second at which the job's duration ends before the traffic does; ``None``: it does not, or is
    unknown. ``starts`` needs the tests, the job's duration and MaxParallelOfTests, ``bound`` the tests, ``cost``
    prices too.
    """

    curve: Curve
    cut_at: int | None
    starts: Starts | None
    bound: Bound | None
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class LoadTest:
    """Tests, what each of them sends, and what ends one early, in words.

    There is no reading if the traffic is unknown; stairs have two.
    """

    tests: Tests
    readings: tuple[TrafficReading, ...]
    stops: tuple[str, ...]

    @property
    def worst(self) -> TrafficReading | None:
        """The reading with the longest traffic: its bound applies to every reading."""
        return max(self.readings, key=lambda reading: reading.curve.seconds, default=None)


def load_test(job: Job, prices: Prices | None) -> tuple[LoadTest, tuple[UnknownFact, ...]]:
    """The load test that ``job`` asks for, and what is unknown of it."""
    config = job.input
    tests, found = _tests(config), curves(config.traffic)
    demand = _demand(tests, config)
    rates = _rates(tests, prices)
    unknown = list(_unknown(config, tests))
    if isinstance(found, str):
        unknown.append(UnknownFact("traffic", found))
        found = ()
    if demand is None or not found:
        unknown.append(UnknownFact("time and instance-hours", "they need the tests and the traffic"))
    if isinstance(rates, UnknownFact):
        unknown.append(rates)
    elif demand is None or not found:
        unknown.append(UnknownFact("cost", "instance-hours unknown"))
    readings = tuple(_reading(curve, config, demand, rates) for curve in found)
    return LoadTest(tests, readings, tuple(_stops(job.stopping))), tuple(unknown)


def endpoint_names(config: InputConfig) -> tuple[str | None, ...]:
    """The existing endpoints as the spec names them; what is not text is ``None``."""
    values = (endpoint.data().get(Endpoint.name.name) for endpoint in config.endpoints)
    return tuple(value if isinstance(value, str) else None for value in values)


def _tests(config: InputConfig) -> Tests:
    planned, most, parallel = planned_tests(config), config.limit.max_tests, config.limit.max_parallel
    return Tests(
        rows=rows(config),
        endpoints=endpoint_names(config),
        # Without any configuration and endpoint, the spec does not say what is tested.
        planned=planned.total or None if planned else None,
        limit=most.value if most else None,
        parallel=parallel.value if parallel else None,
    )


def _demand(tests: Tests, config: InputConfig) -> Demand | None:
    """The tests that take time; ``None`` if there is no test, or their number is unknown."""
    runs, duration = tests.runs, config.duration
    if not runs:
        return None
    parallel = 1 if runs == 1 else tests.parallel
    return Demand(runs, min(runs, tests.on_instances), parallel, duration.value if duration else None)


def _rates(tests: Tests, prices: Prices | None) -> Rates | UnknownFact:
    """The cost per hour of each test, or why that is unknown."""
    if prices is None:
        return UnknownFact("cost", "no price table (--prices FILE, or prices in the config)")
    if any(not row.needs_instance for row in tests.rows):
        return UnknownFact("cost", "a serverless endpoint is billed by its invocations, not by the hour")
    if not tests.on_instances:
        return UnknownFact("cost", "no test starts an instance")
    types = [row.instance_type for row in tests.rows for _ in range(row.tests or 0)]
    named = [name for name in types if name is not None]
    if len(named) < len(types):
        if not all(row.is_told for row in tests.rows):
            return UnknownFact("cost", "the instance type of an endpoint configuration is unknown")
        return UnknownFact("cost", "an endpoint configuration names no instance type")
    lacking = sorted({name for name in named if name not in prices.hourly})
    if lacking:
        return UnknownFact("cost", "the price table has no price for", listed(lacking))
    return Rates(tuple(prices.hourly[name] for name in named), prices.currency)


def _reading(curve: Curve, config: InputConfig, demand: Demand | None, rates: Rates | UnknownFact) -> TrafficReading:
    job_seconds = config.duration.value if config.duration else None
    cut_at = job_seconds if job_seconds is not None and job_seconds < curve.seconds else None
    if demand is None:
        return TrafficReading(curve, cut_at, None, None, None)
    most = bound(curve.seconds, demand)
    return TrafficReading(
        curve=curve,
        cut_at=cut_at,
        starts=_starts(curve.seconds, demand),
        bound=most,
        cost=cost(most, rates) if isinstance(rates, Rates) else None,
    )


def _starts(traffic_seconds: int, demand: Demand) -> Starts | None:
    if demand.parallel is None or demand.job_seconds is None:
        return None
    slow = Schedule(demand.tests, demand.parallel, traffic_seconds + MAX_SETUP_SECONDS)
    fast = Schedule(demand.tests, demand.parallel, traffic_seconds + MIN_SETUP_SECONDS)
    return Starts(slow.started_before(demand.job_seconds), fast.started_before(demand.job_seconds))


def _unknown(config: InputConfig, tests: Tests) -> Iterator[UnknownFact]:
    if tests.planned is None:
        yield UnknownFact("tests", why_uncounted(config))
    if tests.limit is None and (not config.limit.lacks(ResourceLimit.max_tests) or config.refuses(config.limit.route)):
        yield UnknownFact("limit of tests", missing(config.limit, ResourceLimit.max_tests))
    if tests.parallel is None and tests.runs != 1:
        yield UnknownFact("parallel tests", missing(config.limit, ResourceLimit.max_parallel))
    if config.duration is None:
        yield UnknownFact("end of the job", missing(config, InputConfig.duration))


def _stops(conditions: StoppingConditions) -> Iterator[str]:
    """The conditions that end a test before its traffic does."""
    if conditions.max_invocations is not None:
        yield f"at {conditions.max_invocations.value:,} invocations a minute"
    for threshold in conditions.thresholds:
        percentile, milliseconds = threshold.percentile, threshold.milliseconds
        if percentile is not None and percentile.value in _PERCENTILES and milliseconds is not None:
            yield f"when {percentile.value} of the model latency is above {milliseconds.value:,} ms"
    flat = conditions.flat_invocations
    if flat is None and conditions.lacks(StoppingConditions.flat_invocations):
        yield "when invocations stop growing (FlatInvocations is Stop by default)"
    elif flat is not None and flat.value == "Stop":
        yield "when invocations stop growing"
