from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Context, Documented, Finding, Invalid, Job, Preset, Rule, S3Uri, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.roles import role_is_known

_WORDS = ("SageMaker", "Sagemaker", "sagemaker", "aws-glue")
"""What the policy asks for in a bucket's name or a key."""


class BucketOutsideFullAccess(Rule[None]):
    """A role with AmazonSageMakerFullAccess alone cannot read the sample payload.

    What it checks: that the bucket or the key of SamplePayloadUrl holds SageMaker, Sagemaker, sagemaker or aws-glue,
    while the config gives no policies of the role. Those that it gives are looked at by RL730; a URI without a key, by
    RL453.

    Why it matters: the managed policy AmazonSageMakerFullAccess, which the guide asks for on the job's role, lets it
    read only such objects (and those tagged SageMaker=true). With nothing else on the role, the job is denied access.

    What to do: let the role read the object by a policy of its own, or store the payload under such a name.
    """

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
            "AmazonSageMakerFullAccess does not let the job's role read this object",
            help="allow the role s3:GetObject on it, or store it under a name that contains sagemaker",
        )
