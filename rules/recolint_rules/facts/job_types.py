"""The kind of job that a spec asks for, where it says so rightly.

The predicates come in pairs. Of a job whose type the text does not tell, neither of a pair holds.
"""

from __future__ import annotations

from recolint.plugin import ContainerConfig, HasRoute, InputConfig, Job, ResourceLimit, TrafficPattern, once
from recolint_rules.facts.serverless import may_use_instances


def is_default(job: Job) -> bool:
    """Whether ``job`` asks for recommendations. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Default"


def is_not_default(job: Job) -> bool:
    """Whether ``job`` does not ask for recommendations. True when JobType is absent or refused."""
    return _is_known(job) and not is_default(job)


def is_advanced(job: Job) -> bool:
    """Whether ``job`` is a custom load test. False when JobType is absent or refused."""
    return job.type is not None and job.type.value == "Advanced"


def is_not_advanced(job: Job) -> bool:
    """Whether ``job`` is no custom load test. True when JobType is absent or refused."""
    return _is_known(job) and not is_advanced(job)


def _is_known(job: Job) -> bool:
    return job.gives(Job.type) or job.lacks(Job.type)


@once
def tested_traffic(job: Job) -> TrafficPattern:
    """The traffic that ``job`` sends. An absent one for a Default job: RL230 says that its traffic is not tested.

    And for one that may be Default.
    """
    return job.input.traffic if is_not_default(job) else TrafficPattern(None, job.input.traffic.route, frozenset())


@once
def applied_limit(job: Job) -> ResourceLimit:
    """The limit of the tests of ``job``. An absent one for a Default job: RL230 says that it has no effect there.

    And for one that may be Default.
    """
    return job.input.limit if is_not_default(job) else ResourceLimit(None, job.input.limit.route, frozenset())


def without_candidates(job: Job) -> HasRoute | None:
    """Where a Default job lists no SupportedInstanceTypes: the structure, or the empty list. It may try any type.

    ``None`` for a job that lists some, that is for serverless endpoints or for an existing one, or whose InputConfig
    or ContainerConfig the contract refuses.
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
    """Whether ``config`` is for no existing endpoint. A refused name is one; an empty list names none."""
    endpoints = config.endpoints
    return config.lacks(InputConfig.endpoints) or (endpoints.whole and config.items(InputConfig.endpoints) == [])
