from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import keys
from recolint_rules.facts.wording import shown


class UnqualifiedKey(Rule[None]):
    """A KMS key lacks its Region and account.

    What it checks: that keys are ARNs, not only an alias or an ID. RL603 reports an AWS managed key.

    Why it matters: an alias or ID is looked up in the account and Region of the caller. From another account, the same
    spec uses another key, or none.

    What to do: write the ARN of the key or of the alias.
    """

    code, name = "RL608", "unqualified-key"
    severity, basis = INFO, Documented(sources.KEY_IDENTIFIERS)
    preset = Preset.STRICT
    examples = (
        Valid("OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}"),
        Invalid("OutputConfig: {KmsKeyId: alias/output}", at="/OutputConfig/KmsKeyId"),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: 1234abcd-12ab-34cd-56ef-1234567890ab}", at="/InputConfig/VolumeKmsKeyId"
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for key in keys(job):
            if key.arn is None and not key.is_managed_by_aws:
                yield self.finding(
                    key.text,
                    f"{shown(key.text.value)} is a different key in each account and Region",
                    help="write the ARN of the key or of its alias",
                )
