"""The base of rules about the words of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ClassVar, Finding, Job, Rule, TypeVar
from recolint_rules.facts import typographic
from recolint_rules.facts.vocabulary import Vocabulary
from recolint_rules.facts.wording import shown

OptionsT = TypeVar("OptionsT", covariant=True)


class VocabularyRule(Rule[OptionsT]):
    """Finds a word in ContainerConfig that its vocabulary does not have. The option ``allow`` adds words."""

    words: ClassVar[Vocabulary]

    def check(self, job: Job) -> Iterator[Finding]:
        given = self.words.word(job.input.container)
        if given is None or self.words.takes(given.value) or given.value in getattr(self.options, "allow", ()):
            return
        fix = self.words.fix(given)
        yield self.finding(given, self.message(given.value), help=None if fix else self.advice(given.value), fix=fix)

    def message(self, word: str) -> str:
        """The message on ``word``."""
        return f"unknown {self.words.member.name} {shown(word)}{typographic.remark(word)}"

    def advice(self, word: str) -> str:
        """The advice for ``word``."""
        return self.words.advice(word)
