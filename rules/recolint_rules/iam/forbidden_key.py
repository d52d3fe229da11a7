from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ALL_OF_KMS = {"Effect": "Allow", "Action": "kms:*", "Resource": "*"}
_OTHER_ACCOUNT = {**_ALL_OF_KMS, "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}
_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


class ForbiddenKey(PermissionRule):
    """The caller may not use a key of the spec.

    What it checks: that the policies of the caller and of keys, if the config lists them, allow kms:CreateGrant,
    kms:Decrypt, kms:DescribeKey and kms:GenerateDataKey on VolumeKmsKeyId and KmsKeyId. It is a warning if the caller's
    policies do not allow them and the config does not list the key policy, which may allow them.

    Why it matters: AWS rejects a create call with a key without these permissions.

    What to do: allow the four actions on the key in a policy of the caller or in the key policy. List the key policy
    under `key-policies`.
    """

    code, name = "RL724", "forbidden-key"
    severity, basis = ERROR, Documented(sources.API_PERMISSIONS)
    tasks = ("USE_KEYS",)
    judges_by = ("caller",)
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output}", policies={"caller": _ALL_OF_KMS}),
        Invalid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"caller": "AmazonSageMakerFullAccess", "key": _OTHER_ACCOUNT},
        ),
        Invalid(
            "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"caller": "AmazonSageMakerFullAccess"},
            severity=WARNING,
            title="only the key policy, which is not listed, can allow it",
        ),
    )
