from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Finding, Fix, Inferred, Invalid, Job, OutputConfig, Remove, Rule, Valid, View
from recolint_rules.facts import sources


class EmptyOutput(Rule[None]):
    """OutputConfig or CompiledOutputConfig is empty.

    What it checks: that both have a member, if present.

    Why it matters: an empty structure has no effect; its members may be lost.

    What to do: remove it."""

    code, name = "RL630", "empty-output"
    severity, basis = INFO, Inferred(sources.SERVICE_MODEL, "neither structure has a required member")
    examples = (
        Valid("OutputConfig: {KmsKeyId: alias/output}"),
        Invalid("JobName: probe\nOutputConfig: {}\n", at="/OutputConfig", fixed="JobName: probe\n"),
        Invalid("OutputConfig: {CompiledOutputConfig: {}}", at="/OutputConfig"),
        Invalid(
            "OutputConfig:\n  KmsKeyId: alias/output\n  CompiledOutputConfig: {}\n",
            at="/OutputConfig/CompiledOutputConfig",
            fixed="OutputConfig:\n  KmsKeyId: alias/output\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # Comments may be between the two, so the user removes both.
        output, compiled = job.output, job.output.compiled
        if output.is_empty:
            yield self._empty(output, Job.output.name)
        elif compiled.is_empty and output.names != (OutputConfig.compiled.name,):
            yield self._empty(compiled, OutputConfig.compiled.name)
        elif compiled.is_empty and output.lacks(OutputConfig.key):
            yield self.finding(output, f"{Job.output.name} contains only an empty structure", help="remove it")

    def _empty(self, structure: View, name: str) -> Finding:
        fix = Fix(f"remove {name}", (Remove(structure.route),))
        return self.finding(structure, f"{name} is empty", help="remove it", fix=fix)
