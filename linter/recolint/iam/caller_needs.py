"""The permissions that the sender of the create call needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recolint.base.finding import dotted
from recolint.iam.arns import Arns
from recolint.iam.need import Cause, Need, Task, where
from recolint.iam.partial import ANY, PartialArn, Unknown
from recolint.request.job import InputConfig, Job, OutputConfig

_PERMISSIONS = "SageMaker developer guide: api-permissions-reference"
_ACTIONS = "Service Authorization Reference: Amazon SageMaker AI"
_SDK = "SageMaker Python SDK: the logs of a job that is waited for"

SAGEMAKER = "sagemaker.amazonaws.com"

PASSED_TO_SAGEMAKER: Mapping[str, tuple[str, ...]] = {"iam:passedtoservice": (SAGEMAKER,)}
"""The known condition keys of a call that passes a role."""

FOR_AWS_RESOURCE: Mapping[str, tuple[str, ...]] = {"kms:grantisforawsresource": ("true",)}
"""The known condition keys of a grant that a service creates for its own use of a key, by the KMS developer guide."""


def create(job: Job, arns: Arns) -> Iterator[Need]:
    """The create call itself."""
    context, absent = _tags(job)
    cause = Cause(where(job, Job.name), "always", _PERMISSIONS)
    action = "sagemaker:CreateInferenceRecommendationsJob"
    yield Need(Task.CREATE, action, _job(job, arns), cause, context, absent=absent)


def pass_role(job: Job, arns: Arns) -> Iterator[Need]:
    """Passing the role to SageMaker."""
    cause = Cause(where(job, Job.role), "always", _PERMISSIONS)
    yield Need(Task.PASS_ROLE, "iam:PassRole", role_of(job, arns), cause, PASSED_TO_SAGEMAKER)


def tag(job: Job, arns: Arns) -> Iterator[Need]:
    """Setting the tags."""
    if job.items(Job.tags) is not None:
        context, absent = _tags(job)
        context = context | {"sagemaker:taggingaction": ("CreateInferenceRecommendationsJob",)}
        cause = Cause(job.tags.route, "Tags is set", f"{_ACTIONS}, dependent actions")
        yield Need(Task.TAG, "sagemaker:AddTags", _job(job, arns), cause, context, absent=absent)


_OUTPUT_KEY = dotted((Job.output.name, OutputConfig.key.name))


def use_keys(job: Job, arns: Arns) -> Iterator[Need]:
    """The permissions of the call for the keys that the spec names."""
    for text, name in ((job.input.volume_key, InputConfig.volume_key.name), (job.output.key, _OUTPUT_KEY)):
        if text is not None and text.value:
            cause = Cause(text.route, f"{name} is set", _PERMISSIONS)
            key = arns.key(text.value)
            yield Need(Task.USE_KEYS, "kms:CreateGrant", key, cause, FOR_AWS_RESOURCE)
            for action in ("kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"):
                yield Need(Task.USE_KEYS, action, key, cause)


def watch(job: Job, arns: Arns) -> Iterator[Need]:
    """The permissions to watch the job and to stop it. The job itself does without."""
    route, when = where(job, Job.name), "the job is watched or stopped"
    cause = Cause(route, when, _ACTIONS)
    for action in ("DescribeInferenceRecommendationsJob", "StopInferenceRecommendationsJob"):
        yield Need(Task.WATCH, f"sagemaker:{action}", _job(job, arns), cause)
    for action in ("ListInferenceRecommendationsJobs", "ListInferenceRecommendationsJobSteps"):
        yield Need(Task.WATCH, f"sagemaker:{action}", ANY, cause)
    stream = Unknown("the job's log stream", colons=True)
    logs = arns.regional("logs", "log-group:/aws/sagemaker/InferenceRecommendationsJobs:log-stream:", stream)
    yield Need(Task.WATCH, "logs:GetLogEvents", logs, Cause(route, when, _SDK))


def role_of(job: Job, arns: Arns) -> PartialArn:
    """The ARN of the job's role."""
    return PartialArn.of(job.role.value) if job.role is not None else arns.role(Unknown("the role's name"))


def _job(job: Job, arns: Arns) -> PartialArn:
    name = job.name.value if job.name is not None else Unknown("the job's name")
    return arns.regional("sagemaker", "inference-recommendations-job/", name)


def _tags(job: Job) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The tags as condition keys, and those that are known to be absent."""
    tags = [(tag.key.value, tag.value.value) for tag in job.tags if tag.key is not None and tag.value is not None]
    if len(tags) < len(job.tags) or not (job.tags.whole or job.lacks(Job.tags)):
        return {}, ()
    context = {f"aws:requesttag/{key.lower()}": (value,) for key, value in tags}
    return context | {"aws:tagkeys": tuple(key for key, _ in tags)}, ("aws:requesttag/",)
