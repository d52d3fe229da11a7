from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Rule, Valid
from recolint_rules.iam.denied import denied

_ALL_OF_KMS = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}


class ForbiddenKey(Rule[None]):
    """The caller may not use a key that the spec names.

    What it checks: the policies of who sends the create call and those of keys, where the config gives them: that
    they allow kms:CreateGrant, kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey on VolumeKmsKeyId and KmsKeyId.

    Why it matters: a create call that names a key needs these rights, and is refused without them.

    What to do: allow the four actions on the key in a policy of the caller or of the key.
    """

    code, name = "RL724", "forbidden-key"
    severity, basis = ERROR, Documented("SageMaker developer guide: api-permissions-reference")
    judges_by = ("caller",)
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output}", policies={"caller": _ALL_OF_KMS}),
        Invalid(
            "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"caller": "AmazonSageMakerFullAccess"},
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """A finding for each part of the spec whose needs are denied."""
        for one in denied(job, context.settings, "USE_KEYS"):
            yield self.finding(one.route, one.message, help=one.help)
