from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Finding, Fix, Inferred, Remove
from recolint.job import Job, OutputConfig
from recolint.rule import INFO, Context, Invalid, Rule, Valid


class EmptyOutput(Rule[None]):
    """OutputConfig or CompiledOutputConfig has no member.

    What it checks: that neither is empty.

    Why it matters: an empty structure says nothing, and makes a reader look for what is missing.

    What to do: delete it.
    """

    code, name = "RL630", "empty-output"
    severity, basis = INFO, Inferred("SageMaker service model: neither structure has a required member")
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output}"),
        Invalid("JobName: probe\nOutputConfig: {}\n", at="/OutputConfig", fixed="JobName: probe\n"),
        Invalid(
            "JobName: probe\nOutputConfig:\n  CompiledOutputConfig: {}\n",
            at="/OutputConfig",
            fixed="JobName: probe\n",
        ),
        Invalid(
            "OutputConfig:\n  KmsKeyId: alias/output\n  CompiledOutputConfig: {}\n",
            at="/OutputConfig/CompiledOutputConfig",
            fixed="OutputConfig:\n  KmsKeyId: alias/output\n",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Where the one holds nothing but the other, both go."""
        output, compiled = job.output, job.output.compiled
        if output and output.data() in ({}, {OutputConfig.compiled.name: {}}):
            empty, name = output.route, "OutputConfig"
        elif compiled and not compiled.data():
            empty, name = compiled.route, OutputConfig.compiled.name
        else:
            return
        yield self.finding(empty, f"{name} is empty", help="delete it", fix=Fix(f"Delete {name}", (Remove(empty),)))
