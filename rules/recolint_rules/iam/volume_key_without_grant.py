from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_CLOSED = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/KeyAdmin"},
    "Action": "kms:*",
    "Resource": "*",
}
_DESCRIBE = {"Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "*"}
_DESCRIBED = {**_DESCRIBE, "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}
_KEY_POLICY = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/Jobs"},
    "Action": "kms:*",
    "Resource": "*",
}


class VolumeKeyWithoutGrant(PermissionRule):
    """The role may not create a grant on the key of the volumes.

    What it checks: that the policies of the role and of keys, if listed in the config, allow kms:CreateGrant and
    kms:DescribeKey on the key of VolumeKmsKeyId. The grant is for an AWS resource. It is a warning for kms:DescribeKey,
    which AWS does not document. It is also a warning if the role's policies do not allow them and the config does not
    list the key policy.

    Why it matters: AWS accepts the job, and the job fails when it creates its first endpoint configuration.
    AmazonSageMakerFullAccess does not allow the use of keys.

    What to do: allow both in a policy of the role or in the key policy. List the key policy under `key-policies`.
    """

    code, name = "RL740", "volume-key-without-grant"
    severity, basis = ERROR, Documented(sources.INPUT_CONFIG, "VolumeKmsKeyId")
    tasks = ("VOLUME_KEY",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            policies={"role": "AmazonSageMakerFullAccess", "key": _KEY_POLICY},
        ),
        Invalid(
            _ROLE + "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            at="/InputConfig/VolumeKmsKeyId",
            policies={"role": _DESCRIBE, "key": [_CLOSED, _DESCRIBED]},
        ),
        Invalid(
            _ROLE + "InputConfig: {VolumeKmsKeyId: alias/volumes}",
            at="/InputConfig/VolumeKmsKeyId",
            policies={"role": "AmazonSageMakerFullAccess"},
            severity=WARNING,
            title="only the key policy, which is not listed, can allow it",
        ),
    )
