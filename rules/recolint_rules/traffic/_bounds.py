"""Bounds of a job that several rules go by."""

from __future__ import annotations

from recolint.plugin import InputConfig, Job, Located

MAX_JOB_SECONDS = 18_000
"""How long a job may last at most, in seconds (API reference: JobDurationInSeconds)."""

MIN_TRAFFIC_SECONDS, MAX_TRAFFIC_SECONDS = 120, 3600
"""How long a phase, or all stairs, must and may last, in seconds (API reference: Phase, Stairs: DurationInSeconds)."""

MAX_TESTS = 10
"""How many tests a job may have, in all and at a time (SageMaker developer guide: Run a custom load test)."""

MAX_INVOCATIONS_PER_MINUTE = 30_000
"""How many invocations a minute may end a test at most (SageMaker developer guide: Run a custom load test)."""


def fits(duration: Located[int], job: Job) -> bool:
    """Whether ``duration`` is not longer than ``job``, be it because the spec does not say how long that is.

    False where the text does not tell what the spec says.
    """
    return not job.input.hides(InputConfig.duration) and not outlasts(duration, job)


def outlasts(duration: Located[int], job: Job) -> bool:
    """Whether ``duration`` is longer than ``job``, where the spec says how long that is."""
    limit = job.input.duration
    return limit is not None and duration.value > limit.value
