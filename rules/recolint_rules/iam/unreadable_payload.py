from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Context, Documented, Finding, Invalid, Job, Valid
from recolint_rules.facts import sources
from recolint_rules.iam._denied import PermissionRule, by_tag

_SPEC = """\
RoleArn: arn:aws:iam::111122223333:role/Jobs
InputConfig:
  ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://my-data/payload.tar.gz}}
"""
_AT = "/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl"
_LIST_ALONE = {"Effect": "Allow", "Action": ["s3:List*", "s3:GetBucketLocation"], "Resource": "*"}
_ALL = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
_NO_OBJECT = {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}


class UnreadablePayload(PermissionRule):
    """The role may not read the sample payload.

    What it checks: that the policies of the role, if the config lists them, allow s3:GetObject on the object of
    SamplePayloadUrl. If the model package has the payload, they must allow it on at least one bucket. It is a warning
    if they do not, and the config does not list the bucket policy, which may allow it. It is a warning if the role
    lacks s3:ListBucket or s3:GetBucketLocation, which AWS does not document. It is a warning if the object is readable
    only with a certain tag. AmazonSageMakerFullAccess allows objects with SageMaker, Sagemaker, sagemaker or aws-glue
    in the name of the bucket or in the key. Other objects need the tag SageMaker=true.

    Why it matters: AWS accepts the job, and the job fails when it reads the payload.

    What to do: allow the actions in a policy of the role, or list the bucket policy under `bucket-policies`.
    """

    code, name = "RL730", "unreadable-payload"
    severity = ERROR
    basis = Documented(sources.ROLES, "and AWS managed policy AmazonSageMakerFullAccess")
    tasks = ("PAYLOAD",)
    judges_by = ("role",)
    examples = (
        Valid(_SPEC, policies={"role": "AmazonS3ReadOnlyAccess"}),
        Valid(_SPEC.replace("my-data", "sagemaker-eu"), policies={"role": "AmazonSageMakerFullAccess"}),
        Invalid(_SPEC, at=_AT, policies={"role": [_ALL, _NO_OBJECT]}),
        Invalid(_SPEC, at=_AT, policies={"role": _LIST_ALONE}, severity=WARNING, title="the bucket policy may"),
        Invalid(_SPEC, at=_AT, policies={"role": "AmazonSageMakerFullAccess"}, title="no sagemaker in its name"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        yield from super().check(job, context)
        for tagged in by_tag(job, context.settings):
            yield self.finding(
                tagged.route,
                tagged.message,
                help=tagged.help,
                severity=WARNING,
            )
