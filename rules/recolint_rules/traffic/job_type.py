"""The kind of job that a spec asks for, where it says so rightly."""

from __future__ import annotations

from recolint.job import Job


def is_default(job: Job) -> bool:
    """Whether ``job`` asks for recommendations. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Default"


def is_advanced(job: Job) -> bool:
    """Whether ``job`` is a custom load test. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Advanced"
