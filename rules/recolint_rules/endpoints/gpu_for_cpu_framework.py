from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Annotated, Finding, Invalid, Job, NamedTuple, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.facts.candidates import named
from recolint_rules.facts.instances import accelerator


class Options(NamedTuple):
    """The frameworks."""

    frameworks: Annotated[tuple[str, ...], "frameworks that do not use a GPU"] = ("SAGEMAKER-SCIKIT-LEARN",)


class GpuForCpuFramework(Rule[Options]):
    """A GPU instance type is tested with a framework that does not use a GPU.

    What it checks: that a job with Framework SAGEMAKER-SCIKIT-LEARN does not have GPU types.

    Why it matters: a GPU type costs several times as much as a CPU type with the same vCPUs, and the GPU stays idle.

    What to do: use CPU types, such as ml.c5.xlarge. Ignore this rule if the container uses the GPU."""

    code, name = "RL513", "gpu-for-cpu-framework"
    severity, basis = INFO, Advice(sources.EXAMPLE_NOTEBOOKS, "which test models of scikit-learn on CPU types")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, SupportedInstanceTypes: [ml.g5.xlarge]}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: XGBOOST, SupportedInstanceTypes: [ml.g5.xlarge]}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {Framework: SAGEMAKER-SCIKIT-LEARN}\n"
            "  EndpointConfigurations: [{InstanceType: ml.m5.xlarge}, {InstanceType: ml.g4dn.xlarge}]\n",
            at="/InputConfig/EndpointConfigurations/1/InstanceType",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: XGBOOST, SupportedInstanceTypes: [ml.g5.xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/0",
            options={"frameworks": ["XGBOOST"]},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        framework = job.input.container.framework
        if framework is None:
            return
        meant = vocabulary.framework(job.input.container) or framework.value
        if meant not in self.options.frameworks:
            return
        for one in named(job):
            if accelerator(one.value) == "gpu":
                yield self.finding(
                    one,
                    f"{framework.value} does not use the GPU of {one.value}",
                    labels=[label(framework, "the framework")],
                    help="use a CPU type, such as ml.c5.xlarge",
                )
