"""The condition keys that calls of SageMaker have, by the Service Authorization Reference.

A key that a call does not have is absent, whatever the request says: ``Null`` and negated operators are true of it.
Keys that the reference does not list are left out, as are the tags of resources.
"""

from __future__ import annotations

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
