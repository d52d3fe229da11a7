from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Rule, Valid
from recolint_rules.iam.denied import denied

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_KEY_POLICY = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/Jobs"},
    "Action": "kms:*",
    "Resource": "*",
}


class OutputKeyWithoutDataKey(Rule[None]):
    """The role may not encrypt the output with its key.

    What it checks: the policies of the role and those of keys, where the config gives them and the spec has
    KmsKeyId: that they allow kms:GenerateDataKey, kms:Decrypt and kms:DescribeKey on the key, and kms:Encrypt where
    the spec names it by id or alias. Where the role's policies do not, and the key's own policy is not given, that
    counts as denied.

    Why it matters: the job is accepted, and cannot write what it made. AmazonSageMakerFullAccess gives no right to
    use keys.

    What to do: allow the actions in a policy of the role or of the key; name the key's policy in the config where
    it allows them.
    """

    code, name = "RL741", "output-key-without-data-key"
    severity, basis = ERROR, Documented("API reference: RecommendationJobOutputConfig, KmsKeyId")
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            policies={"role": "AmazonSageMakerFullAccess", "key": _KEY_POLICY},
        ),
        Invalid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """A finding for each part of the spec whose needs are denied."""
        for one in denied(job, context.settings, "OUTPUT_KEY"):
            yield self.finding(one.route, one.message, help=one.help)
