from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.endpoints._neuron import may_be_compiled
from recolint_rules.facts import sources
from recolint_rules.facts.candidates import families, sharing_an_image
from recolint_rules.facts.instances import accelerator

_COMPILED_FOR = {"neuron": "AWS Neuron", "gaudi": "Gaudi"}


class MixedAccelerators(Rule[None]):
    """A job tests one model on types that need a compiled model and on others.

    What it checks: that a job with AWS Neuron types (inf1, inf2, trn1, ...) or Gaudi types (dl1) does not have types of
    another kind. CPU and GPU types may be mixed. Configurations with another InferenceSpecificationName are checked
    separately, since they may have another model.

    Why it matters: a model compiled for Neuron runs only there, and a model for CPU or GPU does not run on Neuron. One
    of the two tests fails after you waited and paid for its endpoint.

    What to do: write a separate job for these types, with the model compiled for them."""

    code, name = "RL511", "mixed-accelerators"
    severity, basis = WARNING, Inferred(sources.NEO, "models are compiled for Inferentia and Trainium")
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.c5.xlarge}]}"),
        Valid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.inf2.xlarge}, {InstanceType: ml.trn1.2xlarge}]}"
        ),
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - {InstanceType: ml.inf2.xlarge, InferenceSpecificationName: neuron}\n"
            "    - {InstanceType: ml.g5.xlarge, InferenceSpecificationName: cuda}\n",
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.g5.xlarge}, {InstanceType: ml.inf2.xlarge}]}",
            at="/InputConfig/EndpointConfigurations/1/InstanceType",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {SupportedInstanceTypes: [ml.inf1.xlarge, ml.c5.large, ml.c5.xlarge]}}",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/0",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        kinds_named = {of.accelerator for of in families(job)}
        if kinds_named.isdisjoint(_COMPILED_FOR) or not may_be_compiled(job.input.container):
            return  # RL512 reports a framework that Neuron does not support
        for group in sharing_an_image(job):
            kinds = [(one, kind) for one in group if (kind := accelerator(one.value)) is not None]
            special = next(((one, kind) for one, kind in kinds if kind in _COMPILED_FOR), None)
            if special is None:
                continue
            one, kind = special
            other = next((other for other, other_kind in kinds if other_kind != kind), None)
            if other is not None:
                yield self.finding(
                    one,
                    f"{one.value} requires a model compiled for {_COMPILED_FOR[kind]}; {other.value} cannot run it",
                    labels=[label(other, "the same model runs here")],
                    help="write one job for each, with the matching model",
                )
