"""The rules that run on a file, parted by kind: made once for all files of a config, since a hundred specs share it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from recolint.document import FaultKind
from recolint.rule.kinds import BaseRule, CollectionRule, FaultRule, OnlineRule, Rule

ActiveRule = BaseRule[Any]


class RuleSet:
    """Rules made with their options, in order of code. Immutable: files on their way through a run share it."""

    def __init__(self, rules: Iterable[ActiveRule]) -> None:
        """Part ``rules`` by what they look at."""
        self._all = tuple(rules)
        of_specs = [rule for rule in self._all if isinstance(rule, Rule)]
        self.refusing: tuple[Rule[Any], ...] = tuple(rule for rule in of_specs if rule.refuses)
        """Those that say which values are wrong by themselves. They run before the others."""
        self.judging: tuple[Rule[Any], ...] = tuple(rule for rule in of_specs if not rule.refuses)
        """The others that look at one spec."""
        self.across: tuple[CollectionRule[Any], ...] = tuple(
            rule for rule in self._all if isinstance(rule, CollectionRule)
        )
        self.online: tuple[OnlineRule[Any], ...] = tuple(rule for rule in self._all if isinstance(rule, OnlineRule))
        self.of_faults: Mapping[FaultKind, FaultRule] = {
            rule.kind: rule for rule in self._all if isinstance(rule, FaultRule)
        }
        self.codes = frozenset(rule.code for rule in self._all)

    def __iter__(self) -> Iterator[ActiveRule]:
        """All of them."""
        return iter(self._all)

    def offline(self) -> RuleSet:
        """Without those that ask AWS."""
        return RuleSet(rule for rule in self._all if not isinstance(rule, OnlineRule)) if self.online else self
