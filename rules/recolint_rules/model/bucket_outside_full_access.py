from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, S3Uri, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.roles import role_is_known

_WORDS = ("SageMaker", "Sagemaker", "sagemaker", "aws-glue")
"""The words that the policy requires in a bucket's name or a key."""


class BucketOutsideFullAccess(Rule[None]):
    """A role with only AmazonSageMakerFullAccess cannot read the sample payload.

    What it checks: that the bucket or the key of SamplePayloadUrl contains SageMaker, Sagemaker, sagemaker or aws-glue,
    if the config lists no policies of the role. RL730 checks policies in the config; RL453 checks a URI without a key.

    Why it matters: the guide asks for the managed policy AmazonSageMakerFullAccess on the job's role. It allows the
    role to read only such objects, and those tagged SageMaker=true. Without another policy, S3 denies the role access.

    What to do: allow the role to read the object in another policy, or store the payload under such a name."""

    code, name = "RL454", "bucket-outside-full-access"
    severity, basis = INFO, Documented(sources.FULL_ACCESS, "version 29")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://b-1/sagemaker/p.tar.gz}}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: s3://my-data/p.tar.gz}}}",
            at="/InputConfig/ContainerConfig/PayloadConfig/SamplePayloadUrl",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        url = job.input.container.payload.url
        uri = S3Uri.parse(url.value) if url else None
        if (
            url is None
            or uri is None
            or not uri.key
            or role_is_known(job, context.settings)
            or any(word in f"{uri.bucket}/{uri.key}" for word in _WORDS)
        ):
            return
        yield self.finding(
            url,
            "AmazonSageMakerFullAccess does not allow the job's role to read this object",
            help="allow the role s3:GetObject on it, or store it under a name that contains sagemaker",
        )
