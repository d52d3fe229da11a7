from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Answer, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._kms import described
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown

_GOOD = {"KeyState": "Enabled", "KeyUsage": "ENCRYPT_DECRYPT", "KeySpec": "SYMMETRIC_DEFAULT"}


class UnusableKey(OnlineRule[None]):
    """A KMS key cannot encrypt: it is disabled, pending deletion, or of another kind.

    What it checks: that the keys of VolumeKmsKeyId and OutputConfig are enabled, symmetric and for encryption.

    Why it matters: the job fails when it first uses the key.

    What to do: enable the key, cancel its deletion, or use another one."""

    code, name = "RL931", "unusable-key"
    severity, basis = ERROR, Documented(sources.KEY_STATES, "and Key type reference")
    preset = Preset.MINIMAL
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/jobs}", answers={"kms DescribeKey": {"KeyMetadata": _GOOD}}),
        Valid("OutputConfig: {KmsKeyId: alias/jobs}", answers={"kms DescribeKey": None}, title="RL930 reports it"),
        Invalid(
            "OutputConfig: {KmsKeyId: alias/jobs}",
            at="/OutputConfig/KmsKeyId",
            answers={"kms DescribeKey": {"KeyMetadata": {**_GOOD, "KeyState": "PendingDeletion"}}},
        ),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab}",
            at="/InputConfig/VolumeKmsKeyId",
            answers={"kms DescribeKey": {"KeyMetadata": {**_GOOD, "KeyUsage": "SIGN_VERIFY", "KeySpec": "RSA_2048"}}},
        ),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            at="/InputConfig/VolumeKmsKeyId",
            answers={"kms DescribeKey": {"KeyMetadata": {**_GOOD, "KeySpec": "RSA_2048"}}},
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        for key, told in described(spec.job, account):
            problem = _problem(told["KeyMetadata"]) if told is not None else None
            if problem is not None:
                yield self.finding(key.text, f"key {shown(key.name)} cannot encrypt: {problem}", help=_HELP)


_HELP = "enable the key, cancel its deletion, or use a symmetric encryption key"


def _problem(told: Answer) -> str | None:
    if told["KeyState"] != "Enabled":
        return f"its state is {told['KeyState']}"
    # Both are optional, with these defaults.
    usage, spec = told.get("KeyUsage", "ENCRYPT_DECRYPT"), told.get("KeySpec", "SYMMETRIC_DEFAULT")
    if usage != "ENCRYPT_DECRYPT":
        return f"it is for {usage}"
    return None if spec == "SYMMETRIC_DEFAULT" else f"it is asymmetric ({spec})"
