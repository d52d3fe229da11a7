from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, ContainerConfig, Finding, Inferred, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.facts.job_types import is_advanced


class CompiledOutputWithoutCompilation(Rule[None]):
    """CompiledOutputConfig is set, but the job does not compile models.

    What it checks: whether CompiledOutputConfig is in an Advanced job, or with a Framework other than XGBOOST but
    without DataInputConfig. Without a Framework in the spec, the model package may set both.

    Why it matters: only Default jobs compile models, and they need the shapes of the inputs. The output stays empty,
    and the results have no compiled models.

    What to do: add DataInputConfig, or remove CompiledOutputConfig."""

    code, name = "RL633", "compiled-output-without-compilation"
    severity, basis = INFO, Inferred(sources.NEO, "prerequisites")
    preset = Preset.STRICT
    examples = (
        Valid(
            "JobType: Default\n"
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, DataInputConfig: '[[1, 3, 224, 224]]'}}\n"
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}\n"
        ),
        Invalid(
            "JobType: Advanced\nOutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}\n",
            at="/OutputConfig/CompiledOutputConfig",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH}}\n"
            "OutputConfig: {CompiledOutputConfig: {S3OutputUri: 's3://models/compiled'}}\n",
            at="/OutputConfig/CompiledOutputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        compiled, container = job.output.compiled, job.input.container
        if not compiled.names:
            return
        if job.type is not None and is_advanced(job):
            yield self.finding(
                compiled,
                "CompiledOutputConfig has no effect: an Advanced job does not compile models",
                labels=[label(job.type, "the type of the job")],
                help="remove CompiledOutputConfig",
            )
        elif (
            container.framework is not None
            and vocabulary.framework(container) != "XGBOOST"
            and container.lacks(ContainerConfig.data_input)
        ):
            yield self.finding(
                compiled,
                f"CompiledOutputConfig has no effect: {container.framework.value} requires DataInputConfig",
                labels=[label(container, "no DataInputConfig here")],
                help="add DataInputConfig, or remove CompiledOutputConfig",
            )
