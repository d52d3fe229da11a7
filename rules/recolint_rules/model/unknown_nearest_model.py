from __future__ import annotations

from recolint.plugin import INFO, Documented, Invalid, Preset, Valid, nearest
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import NEAREST_MODELS
from recolint_rules.facts.wording import shown
from recolint_rules.model._vocabulary import VocabularyRule


class UnknownNearestModel(VocabularyRule[None]):
    """NearestModelName is not one of the benchmarked models that the reference lists.

    What it checks: that NearestModelName is exactly one of the 19 listed names.

    Why it matters: the service chooses candidates by the benchmarks of the named model. AWS's examples have other
    names, so the service accepts them; AWS does not document whether it then finds a benchmark.

    What to do: write the listed model that is most like yours, or remove the member. `aws sagemaker
    list-model-metadata` prints the current list.
    """

    code, name = "RL428", "unknown-nearest-model"
    severity, basis = INFO, Documented(sources.CONTAINER_CONFIG, "NearestModelName")
    preset = Preset.STRICT
    words = NEAREST_MODELS
    examples = (
        Valid("InputConfig: {ContainerConfig: {NearestModelName: xceptionV1-keras}}"),
        Invalid(
            "InputConfig: {ContainerConfig: {NearestModelName: resnet18}}",
            at="/InputConfig/ContainerConfig/NearestModelName",
        ),
        Invalid(
            "InputConfig: {ContainerConfig: {NearestModelName: ResNet-50}}",
            at="/InputConfig/ContainerConfig/NearestModelName",
            fixed="InputConfig: {ContainerConfig: {NearestModelName: resnet50}}",
        ),
    )

    def message(self, word: str) -> str:
        return f"unknown NearestModelName {shown(word)}; the reference lists {len(self.words.documented)} models"

    def advice(self, word: str) -> str:
        known = self.words.documented
        variants = [name for name in known if word and name.startswith(word)]
        near = variants[0] if variants else nearest(word, known)
        return f"write {near}, or remove the member" if near else "remove the member if no listed model is like yours"
