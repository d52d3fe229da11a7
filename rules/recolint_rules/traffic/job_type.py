"""The kind of job that a spec asks for, where it says so rightly."""

from __future__ import annotations

from recolint.job import InputConfig, Job


def is_default(job: Job) -> bool:
    """Whether ``job`` asks for recommendations. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Default"


def is_advanced(job: Job) -> bool:
    """Whether ``job`` is a custom load test. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Advanced"


def names_endpoint(config: InputConfig) -> bool:
    """Whether ``config`` is for an existing endpoint, be its name right or refused. An empty list names none."""
    endpoints = config.endpoints
    return config.has(InputConfig.endpoints) and not (endpoints.given and not endpoints)
