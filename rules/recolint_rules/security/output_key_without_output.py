from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Finding, Inferred, Invalid, Job, OutputConfig, Preset, Rule, Valid
from recolint_rules.facts import sources


class OutputKeyWithoutOutput(Rule[None]):
    """A key for the output is set, but the job has no output.

    What it checks: whether OutputConfig has KmsKeyId without CompiledOutputConfig.

    Why it matters: the key encrypts what the job writes to S3, and a spec can request only compiled models. The key may
    never be used.

    What to do: add CompiledOutputConfig, or remove the key."""

    code, name = "RL634", "output-key-without-output"
    severity, basis = INFO, Inferred(sources.OUTPUT_CONFIG)
    preset = Preset.STRICT
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output, CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}"),
        Invalid("OutputConfig: {KmsKeyId: alias/output}", at="/OutputConfig/KmsKeyId"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        key = job.output.key
        if key is not None and key.value and job.output.lacks(OutputConfig.compiled):
            yield self.finding(
                key,
                "KmsKeyId has no effect: the job writes no output",
                help="add CompiledOutputConfig, or remove the key",
            )
