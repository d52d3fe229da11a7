"""The resources of the parallel tests of a job."""

from __future__ import annotations

from collections.abc import Callable

from recolint.plugin import EndpointConfiguration, InputConfig, ResourceLimit, plan


def at_once(config: InputConfig) -> int | None:
    """How many tests may run in parallel; all, without MaxParallelOfTests. ``None`` if a number is unknown."""
    planned, limit = plan.planned_tests(config), config.limit
    bounds = [bound for bound in (limit.max_parallel, limit.max_tests) if bound is not None]
    absent = [limit.lacks(ResourceLimit.max_parallel), limit.lacks(ResourceLimit.max_tests)]
    if planned is None or len(bounds) + sum(absent) < len(absent) or config.refuses(limit.route):
        return None
    return min([planned.total, *(bound.value for bound in bounds)])


def most_at_once(config: InputConfig, weigh: Callable[[EndpointConfiguration], int]) -> int | None:
    """The maximum sum of ``weigh`` over the tests that may run in parallel."""
    planned, free = plan.planned_tests(config), at_once(config)
    if planned is None or free is None:
        return None
    weights = [(weigh(one), tests) for one, tests in zip(config.configurations, planned.configurations, strict=True)]
    total = 0
    for weight, tests in sorted(weights, reverse=True):
        running = min(tests, free)
        total += weight * running
        free -= running
    return total
