"""The words that describe a model, as AWS's documents list them. The service model accepts any text."""

from __future__ import annotations

from collections.abc import Mapping

from recolint.plugin import ContainerConfig, Fix, Located, Member, NamedTuple, Set, contract, nearest, normalize
from recolint_rules.facts.wording import first_of


class Vocabulary(NamedTuple):
    """The words of one member: the documented ones, those that AWS uses elsewhere, and aliases."""

    member: Member
    tolerated: tuple[str, ...]
    aliases: Mapping[str, str]
    """By alias in lower case and without separators."""

    @property
    def documented(self) -> tuple[str, ...]:
        """The words that the reference lists."""
        return contract.DOCUMENTED[self.member.name]

    def word(self, container: ContainerConfig) -> Located[str] | None:
        """The word that ``container`` has."""
        word: Located[str] | None = getattr(container, self.member.attribute)
        return word

    def meant(self, word: str) -> str | None:
        """The word that ``word`` is or means: equal except for case and separators, or an alias."""
        if self.takes(word):
            return word
        known = {normalize(right): right for right in (*self.documented, *self.tolerated)}
        return known.get(normalize(word)) or self.aliases.get(normalize(word))

    def takes(self, word: str) -> bool:
        """Whether ``word`` is exactly one of the words."""
        return word in self.documented or word in self.tolerated

    def advice(self, word: str) -> str:
        """The advice for ``word``."""
        right = self.meant(word) or nearest(word, self.documented)
        return f"write {right}" if right else f"use {first_of((*self.documented, *self.tolerated), 8)}"

    def fix(self, given: Located[str]) -> Fix | None:
        """The fix that writes the intended word, if it is certain."""
        right = self.meant(given.value)
        return Fix(f"write {right}", (Set(given.route, right),)) if right else None


DOMAINS = Vocabulary(
    member=ContainerConfig.domain,
    tolerated=("OTHER",),  # the troubleshooting page says to use it if the domain is unknown
    aliases={"cv": "COMPUTER_VISION", "nlp": "NATURAL_LANGUAGE_PROCESSING", "ml": "MACHINE_LEARNING"},
)
TASKS = Vocabulary(
    member=ContainerConfig.task,
    tolerated=(),
    aliases={"segmentation": "IMAGE_SEGMENTATION", "maskfill": "FILL_MASK"},
)
FRAMEWORKS = Vocabulary(
    member=ContainerConfig.framework,
    tolerated=("MXNET", "OTHER"),  # AWS's Python SDK sends the one, the troubleshooting page has the other
    aliases={
        "tf": "TENSORFLOW",
        "torch": "PYTORCH",
        "sklearn": "SAGEMAKER-SCIKIT-LEARN",
        "scikitlearn": "SAGEMAKER-SCIKIT-LEARN",
    },
)
NEAREST_MODELS = Vocabulary(member=ContainerConfig.nearest_model, tolerated=(), aliases={})


def domain(container: ContainerConfig) -> str | None:
    """The domain that ``container`` has or means; ``None`` if it is missing or unknown."""
    return DOMAINS.meant(container.domain.value) if container.domain else None


def is_not_framework(container: ContainerConfig, *names: str) -> bool:
    """Whether it is certain that the framework of ``container`` is not one of ``names``."""
    return not container.hides(ContainerConfig.framework) and framework(container) not in names


def framework(container: ContainerConfig) -> str | None:
    """The framework that ``container`` has or means; ``None`` if it is missing or unknown."""
    return FRAMEWORKS.meant(container.framework.value) if container.framework else None
