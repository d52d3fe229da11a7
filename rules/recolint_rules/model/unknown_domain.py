from __future__ import annotations

from recolint.plugin import WARNING, Annotated, Documented, Invalid, NamedTuple, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.vocabulary import DOMAINS
from recolint_rules.model._vocabulary import VocabularyRule


class Options(NamedTuple):
    """More domains."""

    allow: Annotated[tuple[str, ...], "additional allowed domains"] = ()


class UnknownDomain(VocabularyRule[Options]):
    """The domain is unknown to Inference Recommender.

    What it checks: that Domain is COMPUTER_VISION, NATURAL_LANGUAGE_PROCESSING or MACHINE_LEARNING, in capitals, or
    OTHER, which the troubleshooting page names.

    Why it matters: the domain selects the benchmarks for the comparison with the model. The service model accepts any
    text, so a wrong word may be rejected late, or lead to poor candidates.

    What to do: write one of the four. The fix corrects spellings such as `cv` and `Computer Vision`."""

    code, name = "RL424", "unknown-domain"
    severity, basis = WARNING, Documented(sources.CONTAINER_CONFIG, "Domain")
    words = DOMAINS
    examples = (
        Valid("InputConfig: {ContainerConfig: {Domain: OTHER}}"),
        Valid("InputConfig: {ContainerConfig: {Domain: AUDIO}}", options={"allow": ["AUDIO"]}),
        Invalid("InputConfig: {ContainerConfig: {Domain: AUDIO}}", at="/InputConfig/ContainerConfig/Domain"),
        Invalid(
            "InputConfig: {ContainerConfig: {Domain: CV}}",
            at="/InputConfig/ContainerConfig/Domain",
            fixed="InputConfig: {ContainerConfig: {Domain: COMPUTER_VISION}}",
        ),
    )
