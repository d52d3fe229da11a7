"""The kind of job that a spec asks for, where it says so rightly."""

from __future__ import annotations

from recolint.plugin import ContainerConfig, HasRoute, InputConfig, Job, ResourceLimit, TrafficPattern, once
from recolint_rules.facts.serverless import serverless_only


def is_default(job: Job) -> bool:
    """Whether ``job`` asks for recommendations. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Default"


def is_advanced(job: Job) -> bool:
    """Whether ``job`` is a custom load test. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Advanced"


@once
def tested_traffic(job: Job) -> TrafficPattern:
    """The traffic that ``job`` sends. An absent one for a Default job: RL230 says that its traffic is not tested."""
    return TrafficPattern(None, job.input.traffic.route, frozenset()) if is_default(job) else job.input.traffic


@once
def applied_limit(job: Job) -> ResourceLimit:
    """The limit of the tests of ``job``. An absent one for a Default job: RL230 says that it has no effect there."""
    return ResourceLimit(None, job.input.limit.route, frozenset()) if is_default(job) else job.input.limit


def without_candidates(job: Job) -> HasRoute | None:
    """Where a Default job lists no SupportedInstanceTypes: the structure, or the empty list. It may try any type.

    ``None`` for a job that lists some, that is for serverless endpoints or for an existing one, or whose InputConfig
    or ContainerConfig the contract refuses.
    """
    config, container = job.input, job.input.container
    if not is_default(job) or not config or names_endpoint(config) or serverless_only(job):
        return None
    if container.get(ContainerConfig.instance_types) == []:
        return container.instance_types
    if container.has(ContainerConfig.instance_types) or (config.has(InputConfig.container) and not container):
        return None
    return container if container else config


def names_endpoint(config: InputConfig) -> bool:
    """Whether ``config`` is for an existing endpoint, be its name right or refused. An empty list names none."""
    endpoints = config.endpoints
    return config.has(InputConfig.endpoints) and not (endpoints.given and not endpoints)
