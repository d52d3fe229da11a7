from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_OTHERS = {"Effect": "Allow", "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], "Resource": "*"}
_KEY_OF_OTHERS = {**_OTHERS, "Principal": {"AWS": "arn:aws:iam::111122223333:root"}}
_KEY_POLICY = {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:role/Jobs"},
    "Action": "kms:*",
    "Resource": "*",
}


class OutputKeyWithoutDataKey(PermissionRule):
    """The role may not encrypt the output with its key.

    What it checks: that the policies of the role and of keys, if the config lists them and the spec has KmsKeyId, allow
    kms:GenerateDataKey on the key. It is a warning if they do not allow kms:Decrypt and kms:DescribeKey, and
    kms:Encrypt for a key by ID or alias: AWS does not document these. It is also a warning if the config does not list
    the key policy, which may allow them.

    Why it matters: AWS accepts the job, but the job cannot write its output. AmazonSageMakerFullAccess does not allow
    the use of keys.

    What to do: allow the actions in a policy of the role or in the key policy. List the key policy under
    `key-policies`.
    """

    code, name = "RL741", "output-key-without-data-key"
    severity, basis = ERROR, Documented(sources.OUTPUT_CONFIG, "KmsKeyId")
    tasks = ("OUTPUT_KEY",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            policies={"role": "AmazonSageMakerFullAccess", "key": _KEY_POLICY},
        ),
        Invalid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"role": _OTHERS, "key": _KEY_OF_OTHERS},
        ),
        Invalid(
            _ROLE + "OutputConfig: {KmsKeyId: alias/output}",
            at="/OutputConfig/KmsKeyId",
            policies={"role": _OTHERS},
            severity=WARNING,
            title="only the key policy, which is not listed, can allow it",
        ),
    )
