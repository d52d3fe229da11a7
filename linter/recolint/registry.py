"""The rules that are installed, found through the entry point group ``recolint.rules``.

Built-in rules come this way too: there is no side door. An entry point names a callable that returns rule classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recolint.mistake import UserMistakeError
from recolint.rule import BaseRule, CollectionRule, FaultRule, OnlineRule, Rule
from recolint.spelling import did_you_mean

GROUP = "recolint.rules"

RuleClass = type[BaseRule[Any]]

_BLOCK = re.compile(r"[A-Z]{2,8}[0-9]", re.ASCII)
_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3,4}", re.ASCII)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


class PluginError(UserMistakeError):
    """A rule package that cannot be used. The message names the package."""


class UnknownRuleError(LookupError):
    """A word that names no rule. The message gives the nearest right one."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A rule package: its distribution's name and the rules it brings."""

    package: str
    rules: tuple[RuleClass, ...]


class Registry:
    """All rules, in order of code."""

    def __init__(self, plugins: Iterable[Plugin]) -> None:
        """Take the rules of ``plugins``; raises ``PluginError`` when two claim one code or name."""
        self._by_code: dict[str, RuleClass] = {}
        self._by_name: dict[str, RuleClass] = {}
        self._packages: dict[str, str] = {}
        for plugin in plugins:
            for rule in plugin.rules:
                self._add(plugin.package, rule)
        self.rules: tuple[RuleClass, ...] = tuple(self._by_code[code] for code in sorted(self._by_code))

    def _add(self, package: str, rule: RuleClass) -> None:
        _require_sound(package, rule)
        for word, known in ((rule.code, self._by_code), (rule.name, self._by_name)):
            if word in known:
                other = self._packages[known[word].code]
                raise PluginError(f"rule packages {other!r} and {package!r} both bring a rule {word}; uninstall one")
        self._by_code[rule.code] = rule
        self._by_name[rule.name] = rule
        self._packages[rule.code] = package

    def package(self, code: str) -> str:
        """The distribution that brings the rule ``code``."""
        return self._packages[code]

    def find(self, word: str) -> RuleClass:
        """The rule whose code or name is ``word``; raises ``UnknownRuleError``."""
        rule = self._by_code.get(word) or self._by_name.get(word)
        if rule is not None:
            return rule
        if word and any(code.startswith(word) for code in self._by_code):
            raise UnknownRuleError(f"{word!r} is a prefix of several codes; expected one rule")
        raise UnknownRuleError(f"unknown rule {word!r}{did_you_mean(word, self._alike(word))}")

    def select(self, word: str) -> tuple[RuleClass, ...]:
        """The rules that ``word`` selects: a code, a name, or the beginning of codes (``RL2``).

        Raises ``UnknownRuleError`` when it selects none.
        """
        rule = self._by_code.get(word) or self._by_name.get(word)
        if rule is not None:
            return (rule,)
        chosen = tuple(rule for rule in self.rules if word and rule.code.startswith(word))
        if not chosen:
            raise UnknownRuleError(
                f"{word!r} is not a rule code, a rule name or a code prefix{did_you_mean(word, self._alike(word))}"
            )
        return chosen

    def _alike(self, word: str) -> tuple[str, ...]:
        """What ``word`` may be meant for. A code means one of its block: numbers of other blocks only look alike."""
        block = _BLOCK.match(word.upper())
        if block is None:
            return (*self._by_code, *self._by_name, *(code[:3] for code in self._by_code))
        return tuple(code for code in self._by_code if code.startswith(block[0]))


def _require_sound(package: str, rule: object) -> None:
    where = f"rule package {package!r}"
    if not (isinstance(rule, type) and issubclass(rule, Rule | CollectionRule | OnlineRule | FaultRule)):
        raise PluginError(f"{where}: {rule!r} is no subclass of Rule, CollectionRule, OnlineRule or FaultRule")
    missing = [attribute for attribute in ("code", "name", "severity", "basis") if not hasattr(rule, attribute)]
    if missing:
        raise PluginError(f"{where}: {rule.__name__} has no {', '.join(missing)}")
    if not _CODE.fullmatch(rule.code):
        raise PluginError(f"{where}: {rule.__name__} has the code {rule.code!r}; wanted letters and digits like RL204")
    if not _NAME.fullmatch(rule.name):
        raise PluginError(f"{where}: {rule.code} has the name {rule.name!r}; wanted words like traffic-outlasts-job")


def load() -> Registry:
    """The registry of all installed rule packages; raises ``PluginError`` naming the one that fails."""
    # 60 ms to import, and only the command line needs it.
    from importlib.metadata import entry_points

    plugins = []
    for entry_point in sorted(entry_points(group=GROUP), key=lambda entry_point: entry_point.name):
        package = entry_point.dist.name if entry_point.dist else entry_point.name
        where = f"rule package {package!r} (entry point {entry_point.name} = {entry_point.value})"
        try:
            rules = tuple(entry_point.load()())
        except Exception as error:
            # Whatever a stranger's package raises is a fault of that package, and is reported by its name.
            raise PluginError(f"{where} cannot be loaded: {type(error).__name__}: {error}") from error
        plugins.append(Plugin(package, rules))
    return Registry(plugins)
