"""What the sender of the create call needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recolint.finding import Route
from recolint.iam.arns import Arns
from recolint.iam.need import Need, Task, Who
from recolint.iam.partial import ANY, PartialArn, Unknown
from recolint.job import Job, Located

_PERMISSIONS = "SageMaker developer guide: api-permissions-reference"
_ACTIONS = "Service Authorization Reference: Amazon SageMaker AI"
_DEPENDENT = f"{_ACTIONS}, dependent actions"
_SDK = "SageMaker Python SDK: the logs of a job that is waited for"

SAGEMAKER = "sagemaker.amazonaws.com"

_NOT_OF_THIS_CALL: Mapping[str, tuple[str, ...]] = {
    f"sagemaker:{name}": ()
    for name in (
        "instancetypes", "volumekmskeyarn", "outputkmskeyarn", "vpcsubnets", "vpcsecuritygroupids", "networkisolation",
        "serverlessmaxconcurrency", "serverlessmemorysize",
    )
}  # fmt: skip
"""Condition keys of other calls of SageMaker. The create call knows aws:RequestTag and aws:TagKeys alone."""


def create(job: Job, arns: Arns) -> Iterator[Need]:
    """The create call itself, the role that it passes, the tags that it sets."""
    tags, absent = _tags(job)
    route = job.name.route if job.name is not None else ()
    context = tags | _NOT_OF_THIS_CALL
    yield _need(Task.CREATE, "CreateInferenceRecommendationsJob", arns, job, route, "always", _PERMISSIONS, context, absent)
    yield Need(
        Who.CALLER, Task.PASS_ROLE, "iam:PassRole", role(job, arns), job.role.route if job.role is not None else (),
        "always", _PERMISSIONS, context=passed_to_sagemaker(),
    )  # fmt: skip
    if job.tags.given:
        context = tags | {"sagemaker:taggingaction": ("CreateInferenceRecommendationsJob",)}
        yield _need(Task.TAG, "AddTags", arns, job, job.tags.route, "Tags is given", _DEPENDENT, context, absent)


def keys(job: Job, arns: Arns) -> Iterator[Need]:
    """What the call needs of the keys that the spec names."""
    named = ((job.input.volume_key, "VolumeKmsKeyId"), (job.output.key, "OutputConfig.KmsKeyId"))
    for text, member in named:
        if text is None or not text.value:
            continue
        for action in ("CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey"):
            yield Need(
                Who.CALLER, Task.USE_KEYS, f"kms:{action}", arns.key(text.value), text.route, f"{member} is given",
                _PERMISSIONS, context=for_aws_resource() if action == "CreateGrant" else {},
            )  # fmt: skip


def watch(job: Job, arns: Arns) -> Iterator[Need]:
    """What watching and stopping the job takes; the job itself does without."""
    route = job.name.route if job.name is not None else ()
    when = "the job is watched or stopped"
    for action in ("DescribeInferenceRecommendationsJob", "StopInferenceRecommendationsJob"):
        yield _need(Task.WATCH, action, arns, job, route, when, _ACTIONS)
    for action in ("ListInferenceRecommendationsJobs", "ListInferenceRecommendationsJobSteps"):
        yield Need(Who.CALLER, Task.WATCH, f"sagemaker:{action}", ANY, route, when, _ACTIONS)
    group = arns.regional(
        "logs", "log-group:/aws/sagemaker/InferenceRecommendationsJobs", Unknown("the log stream of the job")
    )
    yield Need(Who.CALLER, Task.WATCH, "logs:GetLogEvents", group, route, when, _SDK)


def role(job: Job, arns: Arns) -> PartialArn:
    """The ARN of the job's role."""
    return PartialArn.of(job.role.value) if job.role is not None else arns.role(Unknown("the role's name"))


def passed_to_sagemaker() -> dict[str, tuple[str, ...]]:
    """What is known of a call that passes a role to SageMaker."""
    return {"iam:passedtoservice": (SAGEMAKER,)}


def for_aws_resource() -> dict[str, tuple[str, ...]]:
    """What is known of a grant that a service of AWS makes for its own use of a key (KMS developer guide)."""
    return {"kms:grantisforawsresource": ("true",)}


def _need(
    task: Task, action: str, arns: Arns, job: Job, route: Route, when: str, source: str,
    context: Mapping[str, tuple[str, ...]] | None = None, absent: tuple[str, ...] = (),
) -> Need:  # fmt: skip
    """A need of an action of SageMaker on the job."""
    name = job.name.value if job.name is not None else Unknown("the job's name")
    resource = arns.regional("sagemaker", "inference-recommendations-job/", name)
    return Need(Who.CALLER, task, f"sagemaker:{action}", resource, route, when, source, None, context or {}, absent)


def _tags(job: Job) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """The tags as condition keys, and the beginnings of those keys that are known to be absent."""
    pairs = [(tag.key, tag.value) for tag in job.tags]
    known = [(key.value, value.value) for key, value in pairs if _given(key) and _given(value) and key and value]
    if len(known) < len(pairs) or (not job.tags.given and job.has(Job.tags)):
        return {}, ()
    context = {f"aws:requesttag/{key.lower()}": (value,) for key, value in known}
    return context | {"aws:tagkeys": tuple(key for key, _ in known)}, ("aws:requesttag/",)


def _given(text: Located[str] | None) -> bool:
    return text is not None
