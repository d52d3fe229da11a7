from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.endpoints._neuron import never_compiled
from recolint_rules.facts.candidates import families, named
from recolint_rules.facts.instances import accelerator


class NeuronWithoutDeepLearning(Rule[None]):
    """A job tests a model of XGBoost or scikit-learn on AWS Neuron instance types.

    What it checks: that a job with Framework XGBOOST or SAGEMAKER-SCIKIT-LEARN does not have types with Inferentia or
    Trainium devices (inf1, inf2, trn1, ...).

    Why it matters: these devices run models compiled by AWS Neuron, which supports only deep learning frameworks. At
    best, the model runs on the few vCPUs, at the price of the devices.

    What to do: use CPU types, such as ml.c5.xlarge."""

    code, name = "RL512", "neuron-without-deep-learning"
    severity, basis = WARNING, Inferred("AWS Neuron supports only deep learning frameworks")
    examples = (
        Valid("InputConfig: {ContainerConfig: {Framework: PYTORCH, SupportedInstanceTypes: [ml.inf2.xlarge]}}"),
        Valid("InputConfig: {ContainerConfig: {Framework: XGBOOST, SupportedInstanceTypes: [ml.c5.xlarge]}}"),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {Framework: XGBOOST, SupportedInstanceTypes: [ml.c5.large, ml.inf1.xlarge]}\n",
            at="/InputConfig/ContainerConfig/SupportedInstanceTypes/1",
        ),
        Invalid(
            "InputConfig:\n"
            "  ContainerConfig: {Framework: SAGEMAKER-SCIKIT-LEARN}\n"
            "  EndpointConfigurations: [{InstanceType: ml.trn1.2xlarge}]\n",
            at="/InputConfig/EndpointConfigurations/0/InstanceType",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        framework = job.input.container.framework
        needs_neuron = any(of.accelerator == "neuron" for of in families(job))
        if framework is None or not needs_neuron or not never_compiled(job.input.container):
            return
        for one in named(job):
            if accelerator(one.value) == "neuron":
                yield self.finding(
                    one,
                    f"{one.value} runs models compiled by AWS Neuron, which does not support {framework.value}",
                    labels=[label(framework, "the framework")],
                    help="use a CPU type, such as ml.c5.xlarge",
                )
