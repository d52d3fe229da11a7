from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import keys


class AwsManagedKey(Rule[None]):
    """A KMS key is one that AWS manages for a service.

    What it checks: that no key is named by an alias that begins with `aws/`.

    Why it matters: the policy of such a key cannot be changed. It serves its own service in its own account, so the
    grant that volumes need may be refused, and no other account can read what it encrypts.

    What to do: name a key of your own.
    """

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
