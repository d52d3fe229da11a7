"""When the tests of a job run."""

from __future__ import annotations

from recolint.base.named_tuple import NamedTuple
from recolint.plan.matrix import planned_tests
from recolint.plan.traffic import traffic_seconds
from recolint.request.job import InputConfig, ResourceLimit

MIN_SETUP_SECONDS, MAX_SETUP_SECONDS = 600, 900
"""The time of a test beside its traffic, in seconds: its endpoint starts and stops. Published runs of AWS's examples
show 600 to 900; no document bounds it."""


class Schedule(NamedTuple):
    """Tests that run in waves of ``parallel``, each test ``test_seconds`` long with its setup."""

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
    if most is None and not config.limit.lacks(ResourceLimit.max_tests):
        return None
    count = planned.total if most is None else min(planned.total, most.value)
    return Schedule(count, parallel.value, seconds + MIN_SETUP_SECONDS) if count else None
