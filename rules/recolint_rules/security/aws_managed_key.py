from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import keys


class AwsManagedKey(Rule[None]):
    """A KMS key is an AWS managed key.

    What it checks: that no key has an alias that starts with `aws/`.

    Why it matters: the policy of such a key cannot be changed. It works only for its own service and account. The grant
    for the volumes may be denied, and no other account can read the encrypted data.

    What to do: use a customer managed key."""

    code, name = "RL603", "aws-managed-key"
    severity, basis = WARNING, Documented(sources.ENCRYPTION)
    refuses = True
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/awsome}"),
        Invalid("OutputConfig: {KmsKeyId: alias/aws/s3}", at="/OutputConfig/KmsKeyId"),
        Invalid(
            "InputConfig: {VolumeKmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs'}",
            at="/InputConfig/VolumeKmsKeyId",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for key in keys(job):
            if key.is_managed_by_aws:
                yield self.finding(
                    key.text,
                    f"{key.name} is managed by AWS; its policy cannot allow the role to use it",
                    help="use a customer managed key",
                )
