"""What a job will do, worked out from its spec: users, seconds of traffic, tests, and the time they take.

Pure arithmetic. A result is ``None`` when the spec lacks a number that it needs, or the contract refuses one.
"""

from __future__ import annotations

from dataclasses import dataclass

from recolint.job import (
    CategoricalParameter,
    EndpointConfiguration,
    InputConfig,
    Located,
    Phase,
    ResourceLimit,
    StoppingConditions,
    TrafficPattern,
)

PHASES, STAIRS = "PHASES", "STAIRS"
"""The values of TrafficType."""

SETUP_SECONDS = 600
"""What a test takes beside its traffic, at the least, in seconds: its endpoint starts and stops. Published runs of
AWS's examples show 600 to 900."""

JOIN_USERS = 3
"""How many users apart a phase may start from the end of the phase before (SageMaker developer guide: Troubleshoot
Inference Recommender errors)."""


@dataclass(frozen=True, slots=True)
class EndUsers:
    """Users at the end of a phase. How the service rounds is not documented: ``fewest`` rounds down, ``most`` up."""

    fewest: int
    most: int

    def joins(self, start: int) -> bool:
        """Whether a phase that starts with ``start`` users may follow, by either rounding."""
        return abs(start - self.fewest) <= JOIN_USERS or abs(start - self.most) <= JOIN_USERS


def users_at_end(phase: Phase) -> EndUsers | None:
    """The users that ``phase`` ends with: those at its start, and SpawnRate more for each minute."""
    users, rate, duration = phase.users, phase.spawn_rate, phase.duration
    if users is None or rate is None or duration is None:
        return None
    spawned = rate.value * duration.value
    return EndUsers(users.value + spawned // 60, users.value - (-spawned // 60))


def traffic_type(traffic: TrafficPattern) -> str | None:
    """``PHASES`` or ``STAIRS``: the one that is given; of both, the one that TrafficType names."""
    phases, stairs = bool(traffic.phases), bool(traffic.stairs)
    if phases and stairs:
        return traffic.type.value if traffic.type is not None else None
    if phases:
        return PHASES
    return STAIRS if stairs else None


def traffic_seconds(traffic: TrafficPattern) -> int | None:
    """How long ``traffic`` lasts, in seconds.

    Stairs last DurationInSeconds as a whole, as the developer guide has it with an example; the API reference calls
    the same member the length of each step.
    """
    kind = traffic_type(traffic)
    if kind == STAIRS:
        return _value(traffic.stairs.duration)
    if kind == PHASES:
        durations = [phase.duration for phase in traffic.phases]
        known = [duration.value for duration in durations if duration is not None]
        return sum(known) if len(known) == len(durations) else None
    return None


def peak_users(traffic: TrafficPattern) -> int | None:
    """The most users at any moment of ``traffic``, rounded up."""
    kind = traffic_type(traffic)
    if kind == STAIRS:
        steps, each = traffic.stairs.steps, traffic.stairs.users_per_step
        return steps.value * each.value if steps is not None and each is not None else None
    if kind == PHASES:
        ends = [users_at_end(phase) for phase in traffic.phases]
        known = [end.most for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None
    return None


def reachable_invocations(traffic: TrafficPattern, stopping: StoppingConditions) -> int | None:
    """How many invocations a minute the peak users send when each waits the latency threshold for its answer.

    A user sends the next invocation when the last is answered. A model that answers faster gets more.
    """
    users = peak_users(traffic)
    latencies = [_value(threshold.milliseconds) for threshold in stopping.thresholds]
    if users is None or len(latencies) != 1 or latencies[0] is None or latencies[0] < 1:
        return None
    return users * 60_000 // latencies[0]


@dataclass(frozen=True, slots=True)
class PlannedTests:
    """The tests of a job: of each endpoint configuration, in order, and of existing endpoints."""

    configurations: tuple[int, ...]
    endpoints: int

    @property
    def total(self) -> int:
        """The number of all tests."""
        return sum(self.configurations) + self.endpoints

    @property
    def breakdown(self) -> str:
        """The sum in words: ``3 + 3 + 1``, the existing endpoint last."""
        return " + ".join(str(tests) for tests in (*self.configurations, *[1] * self.endpoints))


def planned_tests(config: InputConfig) -> PlannedTests | None:
    """The tests that ``config`` asks for.

    An endpoint configuration gives one for each combination of the values of its environment variables, an existing
    endpoint gives one.
    """
    if config.refuses(config.configurations.route) or config.refuses(config.endpoints.route):
        return None
    counts = [_combinations(configuration) for configuration in config.configurations]
    known = tuple(count for count in counts if count is not None)
    return PlannedTests(known, len(config.endpoints)) if len(known) == len(counts) else None


def _combinations(configuration: EndpointConfiguration) -> int | None:
    environment = configuration.environment
    ranges = environment.categorical
    if any(configuration.refuses(route) for route in (configuration.route, environment.route, ranges.route)):
        return None
    product = 1
    for parameter in ranges:
        # Refused values count too: a number that should be a string is still a value to try.
        given, values = parameter.items(CategoricalParameter.values)
        if not given or parameter.refuses(parameter.values.route):
            return None
        product *= len(values)
    return product


@dataclass(frozen=True, slots=True)
class Schedule:
    """Tests that run in waves of ``parallel``, each test ``test_seconds`` long with its set-up."""

    tests: int
    parallel: int
    test_seconds: int

    @property
    def waves(self) -> int:
        """How many times tests start."""
        return -(-self.tests // self.parallel)

    @property
    def seconds(self) -> int:
        """Seconds until the last test has ended."""
        return self.waves * self.test_seconds

    def started_before(self, second: int) -> int:
        """How many tests have started before ``second`` of the job; the first wave starts at 0."""
        return min(self.tests, -(-second // self.test_seconds) * self.parallel)


def schedule(config: InputConfig) -> Schedule | None:
    """When the tests of ``config`` run, if each sends its whole traffic; a test that stops early takes less."""
    planned, seconds = planned_tests(config), traffic_seconds(config.traffic)
    most, parallel = config.limit.max_tests, config.limit.max_parallel
    if planned is None or seconds is None or parallel is None:
        return None
    if most is None and config.limit.has(ResourceLimit.max_tests):
        return None
    count = planned.total if most is None else min(planned.total, most.value)
    return Schedule(count, parallel.value, seconds + SETUP_SECONDS) if count else None


def _value(located: Located[int] | None) -> int | None:
    return None if located is None else located.value
