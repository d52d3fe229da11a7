from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.endpoints._neuron import never_compiled
from recolint_rules.facts.candidates import named
from recolint_rules.facts.instances import accelerator


class NeuronWithoutDeepLearning(Rule[None]):
    """A model of XGBoost or scikit-learn is to run on AWS Neuron instance types.

    What it checks: that a job whose Framework is XGBOOST or SAGEMAKER-SCIKIT-LEARN names no type with Inferentia or
    Trainium devices (inf1, inf2, trn1, ...).

    Why it matters: these devices run models compiled by AWS Neuron, which takes deep learning frameworks only. At
    best the model runs on the few vCPUs beside the devices, at the price of both.

    What to do: choose CPU types, such as ml.c5.xlarge.
    """

    code, name = "RL512", "neuron-without-deep-learning"
    severity, basis = WARNING, Inferred("AWS Neuron supports deep learning frameworks only")
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
        if framework is None or not never_compiled(job.input.container):
            return
        for one in named(job):
            if accelerator(one.value) == "neuron":
                yield self.finding(
                    one,
                    f"{one.value} runs models compiled by AWS Neuron, which does not support {framework.value}",
                    labels=[label(framework, "the framework")],
                    help="use a CPU type, such as ml.c5.xlarge",
                )
