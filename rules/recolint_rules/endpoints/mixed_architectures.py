from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import families, sharing_an_image
from recolint_rules.facts.instances import family


class MixedArchitectures(Rule[None]):
    """A job tests one model on Arm and on x86 instance types.

    What it checks: that the instance types of a job have one architecture, arm64 (Graviton) or x86_64. Configurations
    with another InferenceSpecificationName are checked separately, since they may have another image. RL511 checks
    types that need a compiled model.

    Why it matters: a model has one container image. On the other architecture it fails with "exec format error", after
    you waited and paid for the endpoint.

    What to do: write one job for each architecture, with the model that has the matching image."""

    code, name = "RL510", "mixed-architectures"
    severity, basis = WARNING, Inferred(sources.INSTANCE_METADATA, "SupportedArchitectures; one model has one image")
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c7g.large}, {InstanceType: ml.m6g.large}]}"),
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - {InstanceType: ml.c7g.large, InferenceSpecificationName: arm}\n"
            "    - {InstanceType: ml.c5.large, InferenceSpecificationName: x86}\n",
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c7g.large}]}",
            at="/InputConfig/EndpointConfigurations/1/InstanceType",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.c7g.large, ml.c6g.large, ml.c5.large]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/2",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if len({of.architecture for of in families(job)}) < 2:
            return
        for group in sharing_an_image(job):
            known = [(one, of) for one in group if (of := family(one.value)) and of.accelerator in {"", "gpu"}]
            if not known:
                continue
            first, its = known[0]
            for one, of in known:
                if of.architecture != its.architecture:
                    yield self.finding(
                        one,
                        f"{one.value} is {of.architecture}, {first.value} is {its.architecture}; no image runs on both",
                        labels=[label(first, f"{its.architecture} here")],
                        help="write one job for each architecture",
                    )
                    break
