"""The rules that are installed, found through the entry point group ``recolint.rules``.

Built-in rules come this way too: there is no side door. An entry point names a callable that returns rule classes, or
lines that list them: then a rule is loaded when it runs, or when somebody asks for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice

from recolint.base.errors import UserError
from recolint.base.foreign import said
from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.base.static import Any
from recolint.base.stops import is_stop
from recolint.io.installed import EntryPoint, entry_points
from recolint.rule.entry import Entry, RuleClass, of_class, of_line
from recolint.rule.kinds import BaseRule
from recolint.rule.making import UnsoundError, made

GROUP = "recolint.rules"

_BLOCK = r"(?a)[A-Z]{2,8}[0-9]"
_OWN, _OWN_PREFIX = "recolint", "RL"
_MAX_RULES = 10_000
"""The limit for one package; its function may never stop yielding rules."""


class PluginError(UserError):
    """A rule package that cannot be used. Each line of the message names the package and, where it is one, the rule."""


class UnknownRuleError(LookupError):
    """A word that names no rule. The message suggests the nearest right one."""


class Plugin(NamedTuple):
    """A rule package: its distribution's name, the rules it brings, and the data that these rest on.

    A package names its data as ``DATA`` beside the function of its entry point: pairs of a name and an ISO date.
    """

    package: str
    rules: tuple[RuleClass | Entry, ...]
    data: tuple[tuple[str, date], ...] = ()


class Registry:
    """All rules, in order of code."""

    def __init__(self, plugins: Iterable[Plugin]) -> None:
        """Take the rules of ``plugins``; raises ``PluginError`` for those that recolint cannot use.

        Nor can two rules have one code or name.
        """
        self._by_code: dict[str, Entry] = {}
        self._by_name: dict[str, Entry] = {}
        self._packages: dict[str, str] = {}
        self.plugins = tuple(plugins)
        found = [(plugin.package, rule) for plugin in self.plugins for rule in plugin.rules]
        # Those of recolint are held to it by the harness before a release: at each start it would take 10 ms.
        foreign = [(package, _class(package, rule)) for package, rule in found if package != _OWN]
        if foreign:
            _require_sound(foreign)
        for package, rule in found:
            self._add(package, rule if isinstance(rule, Entry) else of_class(rule))
        self.entries: tuple[Entry, ...] = tuple(self._by_code[code] for code in sorted(self._by_code))
        self._of_packs: dict[str, tuple[Entry, ...]] = {}
        self._left_out: set[str] = set()
        self._lacks_packs = False

    @property
    def rules(self) -> tuple[RuleClass, ...]:
        """The classes of all rules, which loads them all."""
        return tuple(self._loaded(entry) for entry in self.entries)

    def _loaded(self, entry: Entry) -> RuleClass:
        return _class(self._packages[entry.code], entry)

    def _add(self, package: str, rule: Entry) -> None:
        for word, known in ((rule.code, self._by_code), (rule.name, self._by_name)):
            if word in known:
                other = self._packages[known[word].code]
                if other == package:
                    raise PluginError(_fault(package, rule.load(), f"another of its rules is called {word} too"))
                raise PluginError(f"rule packages {other!r} and {package!r} both bring a rule {word}; uninstall one")
        self._by_code[rule.code] = rule
        self._by_name[rule.name] = rule
        self._packages[rule.code] = package

    def add_pack(self, pack: Plugin) -> tuple[Entry, ...]:
        """Add the rules of ``pack``, which its reader has accepted; returns their entries.

        They are not among ``entries``: a config that names the pack runs them. A pack that was added before is
        replaced. Raises ``PluginError`` where another package brings one of their codes or names.
        """
        for old in self._of_packs.pop(pack.package, ()):
            del self._by_code[old.code], self._by_name[old.name], self._packages[old.code]
        added = tuple(rule if isinstance(rule, Entry) else of_class(rule) for rule in pack.rules)
        for entry in added:
            self._add(pack.package, entry)
        self._of_packs[pack.package] = added
        return added

    def leave_out(self, words: Iterable[str]) -> None:
        """Record ``words``, the codes and names of rules of skipped packs: a policy owns their prefix."""
        self._left_out.update(words)

    @contextmanager
    def lacking_packs(self) -> Iterator[None]:
        """Take each unknown word for a rule of a pack that cannot be read."""
        self._lacks_packs = True
        try:
            yield
        finally:
            self._lacks_packs = False

    def is_left_out(self, word: str) -> bool:
        """Whether ``word`` names only a rule of a skipped pack. A config may still mention it."""
        is_possible = self._lacks_packs or word in self._left_out
        return is_possible and word not in self._by_code and word not in self._by_name

    def taken(self, pack: str) -> dict[str, str]:
        """The codes, names and prefixes of all rules except those of ``pack``, each with the package it is from."""
        words: dict[str, str] = {}
        for entry in self._by_code.values():
            package = self._packages[entry.code]
            if package != pack:
                words |= dict.fromkeys((entry.code, entry.name, entry.code.rstrip("0123456789")), package)
        return words

    def _prefixes(self) -> set[str]:
        return {code.rstrip("0123456789") for code in self._by_code}

    def package(self, code: str) -> str:
        """The distribution that brings the rule ``code``."""
        return self._packages[code]

    @property
    def has_foreign_code(self) -> bool:
        """Whether a package other than recolint brings rules."""
        return any(plugin.rules and plugin.package != _OWN for plugin in self.plugins)

    def is_foreign_code(self, rule: Entry) -> bool:
        """Whether ``rule`` is code of another package, perhaps not tested on its examples. Rules of packs are data."""
        package = self._packages[rule.code]
        return package != _OWN and package not in self._of_packs

    def made(self, entry: Entry, options: Any) -> BaseRule[Any]:
        """The rule with ``options`` (``None``: their defaults); raises ``PluginError`` where it cannot be created."""
        rule = self._loaded(entry)
        try:
            return made(rule, options)
        except UnsoundError as error:
            raise self.refused(rule, str(error)) from error

    def refused(self, rule: RuleClass, why: str) -> PluginError:
        """The exception for ``rule``, which cannot be used."""
        return PluginError(_fault(self._packages[rule.code], rule, why))

    def find(self, word: str) -> RuleClass:
        """The rule with the code or name ``word``; raises ``UnknownRuleError``."""
        rule = self._by_code.get(word) or self._by_name.get(word)
        if rule is not None:
            return self._loaded(rule)
        if word and any(code.startswith(word) for code in self._by_code):
            raise UnknownRuleError(f"{word!r} is a prefix of several codes; expected one rule")
        raise UnknownRuleError(f"unknown rule {word!r}{did_you_mean(word, self._alike(word))}")

    def select(self, word: str) -> tuple[Entry, ...]:
        """The rules that ``word`` selects: a code, a name, or the beginning of codes (``RL2``).

        Raises ``UnknownRuleError`` when it selects none.
        """
        rule = self._by_code.get(word) or self._by_name.get(word)
        if rule is not None:
            return (rule,)
        codes = sorted(code for code in self._by_code if word and code.startswith(word))
        chosen = tuple(self._by_code[code] for code in codes)
        if not chosen:
            raise UnknownRuleError(
                f"{word!r} is not a rule code, a rule name or a code prefix{did_you_mean(word, self._alike(word))}"
            )
        return chosen

    def _alike(self, word: str) -> tuple[str, ...]:
        """The likely meaning of ``word``. A code means one of its block: numbers of other blocks only look alike."""
        block = re.match(_BLOCK, word.upper())
        if block is None:
            blocks = (re.match(_BLOCK, code) for code in self._by_code)
            return (*self._by_code, *self._by_name, *(found[0] for found in blocks if found), *self._prefixes())
        return tuple(code for code in self._by_code if code.startswith(block[0]))


def _class(package: str, rule: RuleClass | Entry) -> RuleClass:
    if not isinstance(rule, Entry):
        return rule
    try:
        return rule.load()
    except BaseException as error:
        if is_stop(error):
            raise
        raise PluginError(f"rule package {package!r}: {rule.code} cannot be loaded: {said(error)}") from error


def _require_sound(rules: Iterable[tuple[str, RuleClass]]) -> None:
    """Raise ``PluginError`` if recolint cannot use one of ``rules``, each with its package."""
    from recolint.rule.soundness import faults

    wrong = [_fault(package, rule, text) for package, rule in rules for text in faults(rule)]
    if wrong:
        raise PluginError("\n".join(wrong))


def _fault(package: str, rule: object, text: str) -> str:
    from recolint.rule.soundness import named

    return f"rule package {package!r}: {named(rule)}: {text}"


def load() -> Registry:
    """The registry of all installed rule packages; raises ``PluginError`` naming the one that fails."""
    try:
        found = entry_points(GROUP)
    except Exception as error:
        raise PluginError(f"the metadata of the installed packages cannot be read: {said(error)}") from error
    return Registry(map(_plugin, found))


def _rules(entry_point: EntryPoint) -> Iterable[Any]:
    """The rules that the function of ``entry_point`` returns; raises ``UnsoundError`` for anything else."""
    where, expected = (
        f"entry point {entry_point.name} = {entry_point.value}",
        "a function that returns a tuple of rules",
    )
    function = entry_point.load()
    if isinstance(function, type) or not callable(function):
        raise UnsoundError.of(where, expected, function)
    found: object = function()
    if isinstance(found, type) or not isinstance(found, Iterable):
        raise UnsoundError.of(where, expected, found)
    return found


def _require_other_prefix(rules: Iterable[object]) -> None:
    """Raise ``UnsoundError`` if one of ``rules`` has a code as those of recolint; its code may be anything."""
    for rule in rules:
        code = getattr(rule, "code", None)
        if isinstance(code, str) and code.rstrip("0123456789") == _OWN_PREFIX:
            raise UnsoundError(f"{code}: expected a code with another prefix than {_OWN_PREFIX}, which is reserved")


def _plugin(entry_point: EntryPoint) -> Plugin:
    package = entry_point.package
    try:
        given = tuple(islice(_rules(entry_point), _MAX_RULES))
        rules = tuple(of_line(entry_point.module, one) if isinstance(one, str) else one for one in given)
        if package != _OWN:
            _require_other_prefix(rules)
        named = getattr(sys.modules[entry_point.module], "DATA", ())
        data = tuple((str(name), date.fromisoformat(day)) for name, day in named)
    except UnsoundError as error:
        raise PluginError(f"rule package {package!r}: {error}") from error
    except BaseException as error:
        if is_stop(error):
            raise
        # Whatever a stranger's package raises is a fault of that package, and is reported by its name.
        where = f"rule package {package!r} (entry point {entry_point.name} = {entry_point.value})"
        raise PluginError(f"{where} cannot be loaded: {said(error)}") from error
    return Plugin(package, rules, data)
