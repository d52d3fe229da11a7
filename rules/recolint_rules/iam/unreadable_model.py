from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Context, Finding, Inferred, Invalid, Job, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule, denied

_ROLE = "RoleArn: arn:aws:iam::111122223333:role/Jobs\n"


_STORAGE_ALONE = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


class UnreadableModel(PermissionRule):
    """The role may not read the model.

    What it checks: that the policies of the role, if the config lists them, allow s3:GetObject, s3:ListBucket and
    s3:GetBucketLocation on at least one bucket. The spec does not name the bucket of the model artifacts. They must
    also allow sagemaker:DescribeModelPackage or DescribeModel on the model. This is a warning: the bucket policy may
    allow the first three, and AWS does not document the others.

    Why it matters: AWS accepts the job, and the job fails when it creates its first endpoint.

    What to do: allow the actions in a policy of the role.
    """

    code, name = "RL731", "unreadable-model"
    severity, basis = WARNING, Inferred(sources.ROLES, "CreateModel and CreateAutoMLJob")
    tasks = ("ARTIFACTS", "SOURCE")
    judges_by = ("role",)
    examples = (
        Valid(
            _ROLE + "InputConfig: {ModelName: churn}",
            policies={"role": "AmazonSageMakerFullAccess"},
        ),
        Invalid(
            _ROLE + "InputConfig: {ModelName: churn}",
            at="/InputConfig/ModelName",
            policies={"role": _STORAGE_ALONE},
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        # The rule about the payload reports a role that may not read anything.
        reads = not any(denied(job, context.settings, "PAYLOAD"))
        yield from self.denied(job, context, *(self.tasks if reads else ("SOURCE",)))
