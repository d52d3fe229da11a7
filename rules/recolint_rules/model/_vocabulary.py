"""What the rules about words of a vocabulary share: a rule names its words, the rest follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from recolint.plugin import Finding, Job, Rule
from recolint_rules.facts import typographic
from recolint_rules.facts.vocabulary import Vocabulary
from recolint_rules.facts.wording import shown

OptionsT = TypeVar("OptionsT", covariant=True)


class VocabularyRule(Rule[OptionsT]):
    """Finds a word in ContainerConfig that its vocabulary does not have. Words in an option ``allow`` are fine too."""

    words: ClassVar[Vocabulary]

    def check(self, job: Job) -> Iterator[Finding]:
        given = self.words.word(job.input.container)
        if given is None or self.words.takes(given.value) or given.value in getattr(self.options, "allow", ()):
            return
        yield self.finding(given, self.message(given.value), help=self.advice(given.value), fix=self.words.fix(given))

    def message(self, word: str) -> str:
        """What is wrong with ``word``."""
        return f"unknown {self.words.member.name} {shown(word)}{typographic.remark(word)}"

    def advice(self, word: str) -> str:
        """What to write instead of ``word``."""
        return self.words.advice(word)
