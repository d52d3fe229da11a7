from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Invalid, Job, Rule, Valid, label


class OutputIsPayload(Rule[None]):
    """Compiled models are to be written to where the sample payload is.

    What it checks: that S3OutputUri is not SamplePayloadUrl, nor lies below it.

    Why it matters: the one is an archive, the other a prefix for many objects. One was probably copied from the other.

    What to do: give compiled models a prefix of their own.
    """

    code, name = "RL632", "output-is-payload"
    severity, basis = WARNING, Advice("seen in published specs")
    examples = (
        Valid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}\n"
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}\n"
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {PayloadConfig: {SamplePayloadUrl: 's3://models/payload.tar.gz'}}}\n"
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/payload.tar.gz'}}\n",
            at="/OutputConfig/CompiledOutputConfig/S3OutputUri",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # A slash at the end means the same place. A payload that is a whole bucket is left to RL453.
        uri, payload = job.output.compiled.uri, job.input.container.payload.url
        if uri is None or payload is None:
            return
        place = payload.value.rstrip("/")
        if place.count("/") > 2 and f"{uri.value}/".startswith(f"{place}/"):
            yield self.finding(
                uri,
                "S3OutputUri is where the sample payload is",
                labels=[label(payload, "the sample payload")],
                help="write the compiled models to a separate prefix",
            )
