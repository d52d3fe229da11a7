from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Account, Documented, Finding, Invalid, OnlineRule, Preset, Spec, Valid
from recolint_rules.account._kms import described
from recolint_rules.facts import sources
from recolint_rules.facts.wording import shown


class NoSuchKey(OnlineRule[None]):
    """A KMS key does not exist in the account and Region of the job.

    What it checks: that the keys of VolumeKmsKeyId and OutputConfig exist. RL604 and RL603 report keys of other Regions
    and AWS managed keys.

    Why it matters: the job fails when it first uses the key.

    What to do: correct the key's ID or alias (`aws kms list-aliases`)."""

    code, name = "RL930", "no-such-key"
    severity, basis = ERROR, Documented(sources.DESCRIBE_KEY, "NotFoundException")
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "OutputConfig: {KmsKeyId: alias/jobs}",
            answers={"kms DescribeKey KeyId=alias/jobs": {"KeyMetadata": {"KeyState": "Enabled"}}},
        ),
        Valid("OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/jobs'}", title="not looked up there"),
        Valid("OutputConfig: {KmsKeyId: alias/aws/s3}", title="AWS creates it on first use"),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: alias/volumes}\nOutputConfig: {KmsKeyId: alias/jobs}",
            at="/OutputConfig/KmsKeyId",
            answers={
                "kms DescribeKey KeyId=alias/volumes": "AccessDeniedException",
                "kms DescribeKey KeyId=alias/jobs": None,
            },
        ),
    )

    def check(self, spec: Spec, account: Account) -> Iterator[Finding]:
        for key, told in described(spec.job, account):
            if told is None:
                yield self.finding(
                    key.text,
                    f"key {shown(key.name)} does not exist in {account.region}",
                    help="correct the ID or the alias, or create the key first",
                )
