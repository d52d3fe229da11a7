from __future__ import annotations

from recolint.plugin import WARNING, Inferred, Invalid, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


class ForbiddenCompilation(PermissionRule):
    """The role may not compile the model.

    What it checks: that the policies of the role, if the config lists them and the spec has CompiledOutputConfig, allow
    sagemaker:CreateCompilationJob, DescribeCompilationJob and StopCompilationJob. AWS does not document that the role
    makes these calls.

    Why it matters: the job fails, or does not test compiled models.

    What to do: allow the actions in a policy of the role.
    """

    code, name = "RL737", "forbidden-compilation"
    severity, basis = WARNING, Inferred(sources.NEO)
    tasks = ("COMPILE",)
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
        Invalid(
            _ROLE + "OutputConfig: {CompiledOutputConfig: {S3OutputUri: s3://out/a}}",
            at="/OutputConfig/CompiledOutputConfig",
            policies={"role": "AmazonS3FullAccess"},
        ),
    )
