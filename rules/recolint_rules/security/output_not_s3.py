from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class OutputNotS3(Rule[None]):
    """The output of compiled models is not an S3 URI.

    What it checks: that S3OutputUri starts with `s3://`. The pattern of the service model accepts `https://` too.

    Why it matters: compiled models go to a bucket. AWS does not document whether the https URL of a bucket works.

    What to do: write `s3://BUCKET/PREFIX`.
    """

    code, name = "RL631", "output-not-s3"
    severity, basis = WARNING, Inferred(sources.COMPILED_OUTPUT_CONFIG, "S3OutputUri")
    examples = (
        Valid("OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}"),
        Invalid(
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 'https://models.s3.amazonaws.com/compiled'}}",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        uri = job.output.compiled.uri
        if uri is not None and uri.value.startswith("https://"):
            yield self.finding(
                uri, "S3OutputUri must be an s3:// URI, found an https URL", help="write s3://BUCKET/PREFIX"
            )
