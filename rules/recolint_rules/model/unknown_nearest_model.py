from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid, nearest
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import NEAREST_MODELS
from recolint_rules.facts.wording import shown


class UnknownNearestModel(Rule[None]):
    """NearestModelName is none of the benchmarked models that the reference lists.

    What it checks: that NearestModelName is one of the 19 listed names, to the letter.

    Why it matters: the service chooses candidates by the benchmarks of the model that it names. AWS's own examples
    have other names in it, so the service takes them; whether it then finds a benchmark is not documented.

    What to do: write the listed model that is most like yours, or leave the member out.
    `aws sagemaker list-model-metadata` prints the models that are benchmarked today.
    """

    code, name = "RL428", "unknown-nearest-model"
    severity, basis = INFO, Documented(sources.CONTAINER_CONFIG, "NearestModelName")
    preset = Preset.STRICT
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

    def check(self, job: Job) -> Iterator[Finding]:
        model = job.input.container.nearest_model
        if model is None or NEAREST_MODELS.takes(model.value):
            return
        known = NEAREST_MODELS.documented
        variants = [name for name in known if model.value and name.startswith(model.value)]
        near = variants[0] if variants else nearest(model.value, known)
        yield self.finding(
            model,
            f"unknown NearestModelName {shown(model.value)}; the reference lists {len(known)} models",
            help=f"write {near}, or remove the member"
            if near
            else "remove the member if no listed model is like yours",
            fix=NEAREST_MODELS.fix(model),
        )
