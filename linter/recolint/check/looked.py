"""A file after the rules have looked at it, and what rules say of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cached_property

from recolint.base.finding import Finding, Label, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Format
from recolint.check import engine
from recolint.check.tasks import Input, Task
from recolint.document import Document, Fault
from recolint.rule.kinds import Spec
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    from recolint.check.placed import Place


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
        self.specs = tuple([one.spec for one in result.checked if one.spec is not None])
        """Its documents that are job specs."""

    @property
    def path(self) -> str:
        """The file as the user named it."""
        return self.input.source.path

    @cached_property
    def documents(self) -> Mapping[SpecId, Document]:
        """Its documents that could be read."""
        return {SpecId.of(self.input.source, one.document.index): one.document for one in self.result.checked}

    @cached_property
    def by_number(self) -> Mapping[int, Sequence[engine.Checked]]:
        """The results of the engine, by the number of their document."""
        found: dict[int, list[engine.Checked]] = {}
        for one in self.result.checked:
            found.setdefault(one.document.index, []).append(one)
        return found

    @property
    def compared(self) -> Sequence[Spec]:
        """The specs that rules across specs compare. Code does not show which of its requests are sent together."""
        checked = [one for one in self.result.checked if one.document.format is not Format.CODE]
        return [one.spec for one in checked if one.spec is not None]


class Known(NamedTuple):
    """A file from the first pass, its number, and the checksum of its text.

    ``looked`` is set if the result of that pass is still in memory.
    """

    number: int
    task: Task
    digest: int
    looked: Looked | None = None


class Across(NamedTuple):
    """The result of rules across specs: findings, the places of their labels, the numbers of the files, and crashes."""

    findings: Mapping[SpecId, Sequence[Finding]] = {}
    labels: Mapping[Label, Place] = {}
    files: Set[int] = frozenset()
    crashes: Sequence[engine.Crash] = ()
