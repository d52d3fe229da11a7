"""A file after the rules have looked at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from recolint.base.finding import Finding, SpecId
from recolint.base.text import Format
from recolint.check import engine
from recolint.check.tasks import Input
from recolint.document import Document, Fault
from recolint.rule.kinds import Spec
from recolint.rule.rule_set import RuleSet


class Looked:
    """A file on its way: what the engine gave, and the findings so far by the number of their document."""

    def __init__(
        self,
        input: Input,  # noqa: A002  the attribute's name
        rules: RuleSet,
        result: engine.Result,
        found: dict[int, list[Finding]],
        crashes: list[engine.Crash],
        unread: Sequence[Fault] = (),
    ) -> None:
        self.input = input
        self.rules = rules
        self.result = result
        self.found = found
        self.crashes = crashes
        self.unread = unread
        """Parts of code that could not be read: what they bind is unknown."""

    @property
    def path(self) -> str:
        """The file as the user named it."""
        return self.input.source.path

    @cached_property
    def documents(self) -> Mapping[SpecId, Document]:
        """Its documents that could be read."""
        return {SpecId.of(self.input.source, one.document.index): one.document for one in self.result.checked}

    @cached_property
    def specs(self) -> tuple[Spec, ...]:
        """Its documents that are job specs."""
        return tuple(one.spec for one in self.result.checked if one.spec is not None)

    @cached_property
    def compared(self) -> tuple[Spec, ...]:
        """The specs that rules across specs compare. Code does not show which of its requests are sent together."""
        checked = (one for one in self.result.checked if one.document.format is not Format.CODE)
        return tuple(one.spec for one in checked if one.spec is not None)
