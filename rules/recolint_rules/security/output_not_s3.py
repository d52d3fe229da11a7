from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class OutputNotS3(Rule[None]):
    """The place for compiled models is not given as an S3 URI.

    What it checks: that S3OutputUri begins with `s3://`. The pattern of the service's model takes `https://` too.

    Why it matters: compiled models go to a bucket. Whether a web address of a bucket will do is documented nowhere.

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
                uri, "S3OutputUri must be an s3:// URI, found a web address", help="write s3://BUCKET/PREFIX"
            )
