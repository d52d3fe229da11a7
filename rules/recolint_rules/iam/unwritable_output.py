from __future__ import annotations

from recolint.plugin import ERROR, WARNING, Documented, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"
_NO_OUTPUT = {"Effect": "Allow", "NotAction": "s3:PutObject", "Resource": "*"}


class UnwritableOutput(PermissionRule):
    """The role may not write the compiled models.

    What it checks: that the policies of the role, if the config lists them, allow s3:PutObject below S3OutputUri. It is
    a warning if they do not, and the config does not list the bucket policy, which may allow it.

    Why it matters: AWS accepts the job, and the job fails after it compiled a model.

    What to do: allow s3:PutObject there in a policy of the role. AmazonSageMakerFullAccess allows it only with
    SageMaker, Sagemaker, sagemaker or aws-glue in the bucket's name or the key.
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
