"""The rules that run on a file, separated by kind: created once for all files of a config, when needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cached_property

from recolint.base.finding import Finding
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.document import FaultKind
from recolint.rule.entry import NO, VIOLATIONS, Entry, Kind, of_class
from recolint.rule.kinds import BaseRule, CollectionRule, FaultRule, OnlineRule, Rule

ActiveRule = BaseRule[Any]

_MAX_KNOWN = 256
"""Choices that a set keeps. Specs of one team need a few of them."""


class Chosen(NamedTuple):
    """The rules about one spec that may have something to say of it, in order of code."""

    refusing: tuple[Rule[Any], ...]
    """Those that say which values are wrong by themselves. They run before the others."""
    judging: tuple[Rule[Any], ...]


class RuleSet:
    """Rules with their options, in order of code. Files on their way through a run share it."""

    def __init__(
        self,
        entries: Iterable[Entry],
        make: Callable[[Entry], ActiveRule],
        locked: frozenset[str] = frozenset(),
        fails: Callable[[Finding], bool] = lambda _: True,
    ) -> None:
        """Take the entries of the rules, and what makes a rule of one.

        ``locked`` are codes that a policy owns. ``fails`` is true of their findings that fail the check.
        """
        self.entries = tuple(entries)
        self.codes = frozenset(entry.code for entry in self.entries)
        self.locked = locked
        self.fails = fails
        self._make = make
        self._made: dict[str, ActiveRule] = {}
        self._of_specs = tuple(entry for entry in self.entries if entry.kind == "spec")
        self._words = frozenset[str]().union(*(need for entry in self._of_specs for need in entry.needs))
        self._missing = {word: word.removeprefix(NO) for word in self._words if word.startswith(NO)}
        self._chosen: dict[frozenset[str], Chosen] = {}

    @classmethod
    def of(cls, *rules: ActiveRule) -> RuleSet:
        """The set of ``rules``, which are created already."""
        made = {rule.code: rule for rule in rules}
        return cls((of_class(type(rule)) for rule in rules), lambda entry: made[entry.code])

    def __iter__(self) -> Iterator[ActiveRule]:
        """All of them, made."""
        return map(self._rule, self.entries)

    def _rule(self, entry: Entry) -> ActiveRule:
        if entry.code not in self._made:
            self._made[entry.code] = self._make(entry)
        return self._made[entry.code]

    def made(self, code: str) -> ActiveRule:
        """The rule ``code``, which is one of them."""
        return next(self._rule(entry) for entry in self.entries if entry.code == code)

    def offline(self) -> RuleSet:
        """Without those that ask AWS."""
        return self._without_online

    @cached_property
    def _without_online(self) -> RuleSet:
        return RuleSet((entry for entry in self.entries if entry.kind != "online"), self._rule, self.locked, self.fails)

    def about(self, given: Set[str]) -> Chosen:
        """Those for a spec that has ``given``: members, and what else a rule may need (see ``Entry.needs``)."""
        words = self._words & given
        for word, member in self._missing.items():
            # A breach of the contract may be that a member is at a wrong place.
            if member not in given or VIOLATIONS in given:
                words |= {word}
        if words not in self._chosen:
            if len(self._chosen) == _MAX_KNOWN:
                self._chosen.clear()
            rules = [self._rule(entry) for entry in self._of_specs if entry.may_speak(words)]
            of_specs = [rule for rule in rules if isinstance(rule, Rule)]
            refusing = tuple(rule for rule in of_specs if rule.refuses)
            self._chosen[words] = Chosen(refusing, tuple(rule for rule in of_specs if not rule.refuses))
        return self._chosen[words]

    @cached_property
    def across(self) -> tuple[CollectionRule[Any], ...]:
        """Those that look at all specs of a run."""
        return tuple(rule for rule in self._of("across") if isinstance(rule, CollectionRule))

    @cached_property
    def beyond(self) -> frozenset[str]:
        """The codes of those that look beyond one file: across specs, or at what AWS says."""
        return frozenset(entry.code for entry in self.entries if entry.kind in ("across", "online"))

    @cached_property
    def online(self) -> tuple[OnlineRule[Any], ...]:
        """Those that ask AWS."""
        return tuple(rule for rule in self._of("online") if isinstance(rule, OnlineRule))

    def describes(self, kind: FaultKind) -> bool:
        """Whether a rule describes faults of ``kind``."""
        return kind in self._of_faults

    def of_fault(self, kind: FaultKind) -> FaultRule | None:
        """The rule that describes faults of ``kind``, if any."""
        entry = self._of_faults.get(kind)
        rule = None if entry is None else self._rule(entry)
        return rule if isinstance(rule, FaultRule) else None

    @cached_property
    def _of_faults(self) -> Mapping[FaultKind, Entry]:
        return {entry.fault: entry for entry in self.entries if entry.fault is not None}

    def _of(self, kind: Kind) -> Iterator[ActiveRule]:
        return (self._rule(entry) for entry in self.entries if entry.kind == kind)
