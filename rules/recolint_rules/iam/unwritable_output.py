from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
_NO_OUTPUT = {"Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*"}


class UnwritableOutput(PermissionRule):
    """The role may not write the compiled models.

    What it checks: the policies of the role, where the config lists them: that they allow s3:PutObject below
    S3OutputUri. It is a warning where they do not, and the config does not list the bucket policy, which may allow it
    by itself.

    Why it matters: the job is accepted, and fails when it has compiled a model.

    What to do: allow s3:PutObject there in a policy of the role. AmazonSageMakerFullAccess gives it only where
    SageMaker, Sagemaker, sagemaker or aws-glue is in the bucket's name or the key.
    """

    code, name = "RL733", "unwritable-output"
    severity = ERROR
    basis = Documented(sources.OUTPUT_CONFIG, "and AWS managed policy AmazonSageMakerFullAccess")
    tasks = ("OUTPUT",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://sagemaker-out/a}}",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
        Invalid(
            _ROLE + "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
            policies={"role": "AmazonS3FullAccess", "scp": _NO_OUTPUT},
        ),
        Invalid(
            _ROLE + "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
            policies={"role": "AmazonSageMakerFullAccess"},
            severity=WARNING,
            title="only the bucket policy, which is not listed, can allow it",
        ),
    )
