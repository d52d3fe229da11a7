from __future__ import annotations

from recolint.plugin import ERROR, Advice, Annotated, InputConfig, Invalid, Job, NamedTuple, Valid
from recolint_rules.security._required import RequiredByPolicy


class Options(NamedTuple):
    """The policy."""

    required: Annotated[bool, "whether each job must set a key for its volumes"] = False


class VolumeKeyMissing(RequiredByPolicy[Options]):
    """The job lacks a key for its volumes, but the team requires one.

    What it checks: that VolumeKmsKeyId is set and not empty, if the option `required` is true.

    Why it matters: without it, volumes are encrypted with a key that policies and audits cannot name. IAM cannot
    require the key: this call has no condition key for it.

    What to do: set a key, and check that the role has kms:CreateGrant on it."""

    code, name = "RL607", "volume-key-missing"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    member = (Job.input, InputConfig.volume_key)
    called, advice = "VolumeKmsKeyId", "add VolumeKmsKeyId"
    examples = (
        Valid("InputConfig: {ModelName: churn}"),
        Valid("InputConfig: {VolumeKmsKeyId: alias/volumes}", options={"required": True}),
        Invalid("InputConfig: {ModelName: churn}", at="/InputConfig", options={"required": True}),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: ''}",
            at="/InputConfig/VolumeKmsKeyId",
            options={"required": True},
            message="VolumeKmsKeyId is empty; the policy requires it",
        ),
    )
