"""Limits of a job that several rules use."""

from __future__ import annotations

from recolint.plugin import InputConfig, Job, Located

MAX_JOB_SECONDS = 18_000
"""The maximum duration of a job, in seconds (API reference: JobDurationInSeconds)."""

MIN_TRAFFIC_SECONDS, MAX_TRAFFIC_SECONDS = 120, 3600
"""The minimum and maximum duration of a phase, or of all stairs, in seconds (API reference: Phase, Stairs:
DurationInSeconds).
"""

MAX_TESTS = 10
"""The maximum number of tests of a job, in total and in parallel (SageMaker developer guide: Run a custom load test).
"""

MAX_INVOCATIONS_PER_MINUTE = 30_000
"""The maximum of MaxInvocations, per minute (SageMaker developer guide: Run a custom load test)."""


def fits(duration: Located[int], job: Job) -> bool:
    """Whether ``duration`` is not longer than ``job``. True if the spec does not set the duration of the job, false if
    it is unknown (in code).
    """
    return not job.input.hides(InputConfig.duration) and not outlasts(duration, job)


def outlasts(duration: Located[int], job: Job) -> bool:
    """Whether ``duration`` is longer than ``job``, if the spec sets the duration of the job."""
    limit = job.input.duration
    return limit is not None and duration.value > limit.value
