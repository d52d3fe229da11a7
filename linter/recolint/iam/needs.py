"""From a job to all that it needs to be allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from recolint.iam import caller_needs, role_needs
from recolint.iam.arns import Arns
from recolint.iam.need import Need, Task
from recolint.iam.partial import ANY
from recolint.request.job import Job

_TAGS = frozenset({"aws:requesttag/", "aws:tagkeys"})
_ENDPOINT_CONFIG = frozenset(
    f"sagemaker:{name}"
    for name in (
        "acceleratortypes", "instancetypes", "modelarn", "networkisolation", "serverlessmaxconcurrency",
        "serverlessmemorysize", "volumekmskey", "volumekmskeyarn", "vpcsecuritygroupids", "vpcsubnets",
    )
)  # fmt: skip
_MODEL = frozenset(
    f"sagemaker:{name}" for name in ("directgatedmodelaccess", "networkisolation", "vpcsecuritygroupids", "vpcsubnets")
)
_OTHERS = frozenset(
    f"sagemaker:{name}"
    for name in (
        "appnetworkaccesstype", "directinternetaccess", "domainsharingoutputkmskey", "domainsharingoutputkmskeyarn",
        "enableremotedebug", "filesystemaccessmode", "filesystemdirectorypath", "filesystemid", "filesystemtype",
        "homeefsfilesystemkmskey", "imagearns", "imageversionarns", "intercontainertrafficencryption",
        "keepaliveperiod", "maxruntimeinseconds", "minimuminstancemetadataserviceversion", "modelapprovalstatus",
        "outputkmskey", "outputkmskeyarn", "owneruserprofilearn", "remoteaccess", "rootaccess", "taggingaction",
        "targetmodel", "workteamarn", "workteamtype",
    )
)  # fmt: skip
_ALL = _TAGS | _ENDPOINT_CONFIG | _MODEL | _OTHERS
_OF_CALLS = {
    "sagemaker:AddTags": _TAGS | {"sagemaker:taggingaction"},
    "sagemaker:CreateCompilationJob": _TAGS,
    "sagemaker:CreateEndpoint": _TAGS,
    "sagemaker:CreateEndpointConfig": _TAGS | _ENDPOINT_CONFIG,
    "sagemaker:CreateInferenceRecommendationsJob": _TAGS,
    "sagemaker:CreateModel": _TAGS | _MODEL,
    "sagemaker:InvokeEndpoint": frozenset({"sagemaker:targetmodel"}),
}


def never_in(action: str) -> tuple[str, ...]:
    """The keys, in lower case, that ``action`` of SageMaker never has; ``/`` ends the beginning of many names."""
    return tuple(sorted(_ALL - _OF_CALLS.get(action, frozenset()))) if action.startswith("sagemaker:") else ()


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
    """The needs of ``job`` for ``tasks``, in the order of the tasks; ``arns`` are those of ``Arns.of`` the same job."""
    return tuple(_with_known_keys(need, arns) for task in tasks for need in _NEEDS[task](job, arns))


def _with_known_keys(need: Need, arns: Arns) -> Need:
    """``need`` with the Region of a call that names no resource, and without the keys that the call never has."""
    absent = never_in(need.action)
    if need.resource == ANY and arns.region is not None:
        need = replace(need, context={**need.context, "aws:requestedregion": (arns.region,)})
    return replace(need, absent=(*need.absent, *absent)) if absent else need
