from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources, vocabulary
from recolint_rules.facts.wording import quoting

_FRAMEWORKS = {"xgboost": "XGBOOST", "sagemaker-scikit-learn": "SAGEMAKER-SCIKIT-LEARN"}
"""The framework of the models that are named after it."""
_DOMAINS = dict.fromkeys(_FRAMEWORKS, "MACHINE_LEARNING") | {"bert-base-cased": "NATURAL_LANGUAGE_PROCESSING"}
"""The domain of the models that are not for images."""


class NearestModelMismatch(Rule[None]):
    """NearestModelName is of another domain or framework.

    What it checks: that the domain of the named model is Domain, and that xgboost and sagemaker-scikit-learn have their
    own Framework. A missing or unknown value, or OTHER, is not compared.

    Why it matters: the service chooses candidates by the benchmarks of the named model. Those of an image model do not
    help a language model.

    What to do: write a model that is similar to yours, or remove NearestModelName."""

    code, name = "RL429", "nearest-model-mismatch"
    severity, basis = INFO, Advice(sources.CONTAINER_CONFIG, "NearestModelName")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, NearestModelName: unet}}"),
        Valid("InputConfig: {ContainerConfig: {Domain: OTHER, NearestModelName: unet}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION, NearestModelName: bert-base-cased}}",
            at="/InputConfig/ContainerConfig/NearestModelName",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {Framework: PYTORCH, NearestModelName: xgboost}}",
            at="/InputConfig/ContainerConfig/NearestModelName",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        container = job.input.container
        model = container.nearest_model
        if model is None or not vocabulary.NEAREST_MODELS.takes(model.value):
            return
        domain, framework = vocabulary.domain(container), vocabulary.framework(container)
        its_domain = _DOMAINS.get(model.value, "COMPUTER_VISION")
        its_framework = _FRAMEWORKS.get(model.value)
        labels, others = [], []
        if container.domain and domain not in {None, "OTHER", its_domain}:
            others.append("Domain")
            labels.append(label(container.domain, f"the model's domain is {its_domain}"))
        if container.framework and its_framework and framework not in {None, "OTHER", its_framework}:
            others.append("Framework")
            labels.append(label(container.framework, f"the model's framework is {its_framework}"))
        if labels:
            yield self.finding(
                model,
                quoting("NearestModelName ", model.value, f" does not match {' and '.join(others)}"),
                labels=labels,
                help="write a model that is similar to yours, or remove NearestModelName",
            )
