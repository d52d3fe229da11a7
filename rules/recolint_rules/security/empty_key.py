from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Remove, Rule, Valid
from recolint_rules.facts import sources


class EmptyKey(Rule[None]):
    """A KMS key is the empty string.

    What it checks: that VolumeKmsKeyId and KmsKeyId are not the empty string.

    Why it matters: the service model accepts it. The job is rejected, or does not encrypt with your key.

    What to do: write a key, or remove the member."""

    code, name = "RL602", "empty-key"
    severity, basis = WARNING, Inferred(sources.SERVICE_MODEL, "KmsKeyId may be empty")
    security_severity = 4.0
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output}"),
        Invalid(
            "OutputConfig:\n  KmsKeyId: ''\n  CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}\n",
            at="/OutputConfig/KmsKeyId",
            fixed="OutputConfig:\n  CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}\n",
        ),
        Invalid(
            "InputConfig:\n  ModelName: churn\n  VolumeKmsKeyId: ''\n",
            at="/InputConfig/VolumeKmsKeyId",
            fixed="InputConfig:\n  ModelName: churn\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for key in (job.input.volume_key, job.output.key):
            if key is not None and not key.value:
                member = key.route[-1]
                yield self.finding(
                    key,
                    f"{member} is empty",
                    help="write a key, or remove the member",
                    fix=Fix(f"remove {member}", (Remove(key.route),)),
                )
