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


class VolumeKeyWithoutGrant(Rule[None]):
    """The role may not make a grant on the key of the volumes.

    What it checks: the policies of the role and those of keys, where the config gives them and the spec has
    VolumeKmsKeyId: that they allow kms:CreateGrant, for a resource of AWS, and kms:DescribeKey on the key. Where
    the role's policies do not, and the key's own policy is not given, that counts as denied.

    Why it matters: the job is accepted, and fails when it makes its first endpoint configuration.
    AmazonSageMakerFullAccess gives no right to use keys.

    What to do: allow both in a policy of the role or of the key; name the key's policy in the config where it
    allows them.
    """

    code, name = "RL740", "volume-key-without-grant"
    severity, basis = ERROR, Documented("API reference: RecommendationJobInputConfig, VolumeKmsKeyId")
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            policies={"role": "AmazonSageMakerFullAccess", "key": _KEY_POLICY},
        ),
        Invalid(
            _ROLE + "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            at="/InputConfig/VolumeKmsKeyId",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """A finding for each part of the spec whose needs are denied."""
        for one in denied(job, context.settings, "VOLUME_KEY"):
            yield self.finding(one.route, one.message, help=one.help)
