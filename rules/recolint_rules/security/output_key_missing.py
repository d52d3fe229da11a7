from __future__ import annotations

from recolint.plugin import ERROR, Advice, Annotated, Invalid, Job, NamedTuple, OutputConfig, Valid
from recolint_rules.security._required import RequiredByPolicy


class Options(NamedTuple):
    """The policy."""

    required: Annotated[bool, "whether each job must set a key for its output"] = False


class OutputKeyMissing(RequiredByPolicy[Options]):
    """The job lacks a key for its output, but the team requires one.

    What it checks: that OutputConfig has a KmsKeyId that is not empty, if the option `required` is true.

    Why it matters: without it, the output has the encryption of the bucket, perhaps not with your key. IAM cannot
    require the key: this call has no condition key for it.

    What to do: set a key, and check that the role has kms:GenerateDataKey on it."""

    code, name = "RL609", "output-key-missing"
    severity, basis = ERROR, Advice("the team's policy")
    security_severity = 4.0
    member = (Job.output, OutputConfig.key)
    called, advice = "OutputConfig.KmsKeyId", "add KmsKeyId to OutputConfig"
    examples = (
        Valid("JobName: probe"),
        Valid("OutputConfig: {KmsKeyId: alias/output}", options={"required": True}),
        Invalid("JobName: probe", at="", options={"required": True}),
        Invalid(
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}",
            at="/OutputConfig",
            options={"required": True},
        ),
    )
