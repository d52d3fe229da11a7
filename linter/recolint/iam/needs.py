"""From a job to all that it needs to be allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from recolint.iam import caller_needs, role_needs
from recolint.iam.arns import Arns
from recolint.iam.condition_keys import never_in
from recolint.iam.need import Need, Task
from recolint.iam.partial import ANY
from recolint.request.job import Job

_NEEDS: Mapping[Task, Callable[[Job, Arns], Iterator[Need]]] = {
    Task.CREATE: caller_needs.create,
    Task.PASS_ROLE: caller_needs.pass_role,
    Task.TAG: caller_needs.tag,
    Task.USE_KEYS: caller_needs.use_keys,
    Task.WATCH: caller_needs.watch,
    Task.ASSUME: role_needs.assume,
    Task.SELF: role_needs.itself,
    Task.SOURCE: role_needs.source,
    Task.ARTIFACTS: role_needs.artifacts,
    Task.IMAGE: role_needs.image,
    Task.PAYLOAD: role_needs.payload,
    Task.ENDPOINTS: role_needs.endpoints,
    Task.EXISTING: role_needs.existing,
    Task.NETWORK: role_needs.network,
    Task.VOLUME_KEY: role_needs.volume_key,
    Task.COMPILE: role_needs.compile_model,
    Task.OUTPUT: role_needs.output,
    Task.OUTPUT_KEY: role_needs.output_key,
    Task.LOGS: role_needs.logs,
    Task.METRICS: role_needs.metrics,
}

REQUIRED = tuple(task for task in _NEEDS if task is not Task.WATCH)
"""The tasks without which a job fails, or runs without a trace."""


def needs(job: Job, arns: Arns, tasks: Iterable[Task] = REQUIRED) -> tuple[Need, ...]:
    """What ``job`` needs for ``tasks``, in the order of the tasks; ``arns`` are those of ``Arns.of`` the same job."""
    return tuple(_with_known_keys(need, arns) for task in tasks for need in _NEEDS[task](job, arns))


def _with_known_keys(need: Need, arns: Arns) -> Need:
    """``need`` with the Region of a call that names no resource, and without the keys that the call never has."""
    absent = never_in(need.action)
    if need.resource == ANY and arns.region is not None:
        need = replace(need, context={**need.context, "aws:requestedregion": (arns.region,)})
    return replace(need, absent=(*need.absent, *absent)) if absent else need
