from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Advice, Finding, Invalid, Job, Rule, Valid, label


class OutputIsPayload(Rule[None]):
    """The output of compiled models is the place of the sample payload.

    What it checks: that S3OutputUri is not SamplePayloadUrl or below it.

    Why it matters: the payload is an archive, the output a prefix for many objects. One was probably copied from the
    other.

    What to do: use a separate prefix for compiled models."""

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
        # A slash at the end means the same place. RL453 reports a payload that is a whole bucket.
        uri, payload = job.output.compiled.uri, job.input.container.payload.url
        if uri is None or payload is None:
            return
        place = payload.value.rstrip("/")
        if place.count("/") > 2 and f"{uri.value}/".startswith(f"{place}/"):
            yield self.finding(
                uri,
                "S3OutputUri is the place of the sample payload; expected another prefix",
                labels=[label(payload, "the sample payload")],
                help="set S3OutputUri to a separate prefix for compiled models",
            )
