"""Why a job failed, in words: what AWS's FailureReason means, and what to do."""

from __future__ import annotations

import re

_EXPLANATIONS: tuple[tuple[str, str], ...] = (
    (
        r"returned 4xx or 5xx|ModelError",
        (
            "the model's container rejected the sample payload, failed or timed out: send that payload to an"
            " endpoint of the model; compare its content type with SupportedContentTypes"
        ),
    ),
    (
        r"PayloadError|payload",
        (
            "SageMaker cannot use the sample payload: SamplePayloadUrl must name one .tar.gz object in S3 with files in"
            " it, which the role may read"
        ),
    ),
    (
        r"Specify `?(Domain|Framework)",
        "Domain and Framework must be known: set them in ContainerConfig, or in the model package; OTHER is allowed",
    ),
    (
        r"cannot be assumed|AWSSecurityTokenService",
        "SageMaker cannot assume the role: its trust policy must allow sts:AssumeRole to sagemaker.amazonaws.com",
    ),
    (
        r"Users at the end of prev",
        (
            "the phases do not join: a phase must start within 3 users of the end of the previous phase"
            " (InitialNumberOfUsers + SpawnRate x DurationInSeconds / 60)"
        ),
    ),
    (
        r"Total Traffic duration",
        "the traffic exceeds JobDurationInSeconds: raise it or shorten the phases",
    ),
    (r"Burstable instance", "load tests do not run on t2 instances: choose another InstanceType"),
    (
        r"ResourceLimitExceeded|service limit",
        (
            "a quota of the account is too low for an endpoint of this instance type: raise it in Service Quotas,"
            " or choose another type"
        ),
    ),
    (
        r"CreateGrant|KMS|kms:",
        (
            "the role lacks a permission on the KMS key: kms:CreateGrant for VolumeKmsKeyId, kms:GenerateDataKey for"
            " OutputConfig"
        ),
    ),
    (
        r"AccessDenied|not authorized",
        "the role lacks a permission: `recolint iam` shows what the policies allow; AWS names the action in the reason",
    ),
)


def explained(reason: str) -> str | None:
    """The meaning of ``reason`` (FailureReason of a job or a step); ``None`` when it is not a known one."""
    return next((words for pattern, words in _EXPLANATIONS if re.search(pattern, reason, re.IGNORECASE)), None)


def log_places(name: str) -> tuple[str, ...]:
    """Where in CloudWatch Logs a job writes: log groups and streams."""
    group = "/aws/sagemaker/InferenceRecommendationsJobs"
    return (f"{group}: {name}/execution", f"{group}: {name}/Endpoint/...", "/aws/sagemaker/Endpoints/sm-epc-...")
