"""The type of the job, where JobType is valid.

The predicates come in pairs. If the type is unknown (in code), both of a pair are false."""

from __future__ import annotations

from recolint.plugin import ContainerConfig, HasRoute, InputConfig, Job, ResourceLimit, TrafficPattern, once
from recolint_rules.facts.serverless import may_use_instances


def is_default(job: Job) -> bool:
    """Whether ``job`` is a Default job. False if JobType is missing or invalid."""
    return job.type is not None and job.type.value == "Default"


def is_not_default(job: Job) -> bool:
    """Whether ``job`` is not a Default job. True if JobType is missing or invalid."""
    return _is_known(job) if job.type is None else job.type.value != "Default"


def is_advanced(job: Job) -> bool:
    """Whether ``job`` is a custom load test. False if JobType is missing or invalid."""
    return job.type is not None and job.type.value == "Advanced"


def is_not_advanced(job: Job) -> bool:
    """Whether ``job`` is not a custom load test. True if JobType is missing or invalid."""
    return _is_known(job) if job.type is None else job.type.value != "Advanced"


def _is_known(job: Job) -> bool:
    return job.gives(Job.type) or job.lacks(Job.type)


@once
def tested_traffic(job: Job) -> TrafficPattern:
    """The traffic that ``job`` sends. Absent for a job that is or may be Default: RL230 reports that its traffic has no
    effect.
    """
    return job.input.traffic if is_not_default(job) else TrafficPattern(None, job.input.traffic.route, frozenset())


@once
def applied_limit(job: Job) -> ResourceLimit:
    """The limit of the tests of ``job``. Absent for a job that is or may be Default: RL230 reports that it has no
    effect.
    """
    return job.input.limit if is_not_default(job) else ResourceLimit(None, job.input.limit.route, frozenset())


def without_candidates(job: Job) -> HasRoute | None:
    """The place where a Default job lacks SupportedInstanceTypes: the structure, or the empty list. Such a job may try
    any type. ``None`` for a job that lists types, that tests serverless endpoints or an existing one, or that has an
    invalid InputConfig or ContainerConfig.
    """
    config, container = job.input, job.input.container
    if not is_default(job) or not config or not names_no_endpoint(config) or not may_use_instances(job):
        return None
    types = container.instance_types
    if types.whole and container.get(ContainerConfig.instance_types) == []:
        return types
    if not container.lacks(ContainerConfig.instance_types):
        return None
    if not container:
        return config if config.lacks(InputConfig.container) else None
    return container


def names_no_endpoint(config: InputConfig) -> bool:
    """Whether ``config`` does not test an existing endpoint. An invalid name counts as one, an empty list does not."""
    endpoints = config.endpoints
    return config.lacks(InputConfig.endpoints) or (endpoints.whole and config.items(InputConfig.endpoints) == [])
