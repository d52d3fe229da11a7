from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Finding, Inferred, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.keys import keys
from recolint_rules.facts.location import job_account


class KeyInOtherAccount(Rule[None]):
    """A KMS key belongs to another account than the job.

    What it checks: the account in the ARN of each key against the setting `account`, or else the one in RoleArn.

    Why it matters: the role may use such a key only if both the key policy and a policy of the role allow it. Otherwise
    AWS accepts the job, and the job fails.

    What to do: check that both policies allow it, and ignore this rule; or use a key of the role's account."""

    code, name = "RL605", "key-in-other-account"
    severity, basis = INFO, Inferred(sources.KEY_OF_OTHER_ACCOUNT)
    preset = Preset.STRICT
    examples = (
        Valid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/output'}\n"
        ),
        Invalid(
            "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
            "OutputConfig: {KmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:alias/output'}\n",
            at="/OutputConfig/KmsKeyId",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        account = job_account(job, context.settings)
        for key in keys(job):
            if account is not None and key.arn is not None and key.arn.account != account:
                yield self.finding(
                    key.text,
                    f"the key belongs to account {key.arn.account}, but the job runs in {account}",
                    help="check that the key policy and a role policy allow the use of the key",
                )
