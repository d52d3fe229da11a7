"""From the tables of ``recolint.toml`` or ``[tool.recolint]`` to a typed configuration. Reads no file.

Above 300 lines since the reader of each key stands beside the type that it fills: a new key is one place, not two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from recolint.base.errors import UserMistakeError
from recolint.base.finding import Route, Severity
from recolint.base.glob import Glob, Globs
from recolint.base.spelling import did_you_mean
from recolint.config.policies import IamTable, read_table
from recolint.rule import options as rule_options
from recolint.rule.entry import Entry, RuleClass
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry, UnknownRuleError
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    # Only configs that name policies need the package.
    from recolint.iam import Permissions

DEFAULT_MAX_FILE_SIZE = 1024 * 1024
"""Bytes. A request has no use for a hundredth of it, and a larger file costs the reader memory."""


LARGEST_MAX_FILE_SIZE = 1024 * 1024 * 1024


class RawConfig(NamedTuple):
    """A config file as it is: the name to show, the folder that its paths are relative to, its table, and its text.

    The files that it names must lie in the directory ``border``; ``None`` when the user gave the config.
    """

    path: str
    folder: str
    table: Mapping[str, Any]
    text: str = ""
    border: Path | None = None


class ConfigError(UserMistakeError):
    """Everything that is wrong with a config. Each problem names file, key, what it got and what it wanted."""

    def __init__(self, problems: Iterable[str], unread: Iterable[PurePath] = ()) -> None:
        """Take the problems, a line each, and the files that the config names and that cannot be read."""
        self.problems = tuple(problems)
        self.unread = tuple(unread)
        super().__init__("\n".join(self.problems))


class FileSuppression(NamedTuple):
    """``[[suppress]]``: findings of ``rules`` at ``route`` and below, in the files that ``path`` matches."""

    path: Glob
    route: Route
    rules: tuple[tuple[str, frozenset[str]], ...]
    """The words of the table, each with the codes that it stands for."""
    reason: str
    until: date | None
    number: int
    """Which of the file's ``[[suppress]]`` tables it is, from 0."""


class Selection(NamedTuple):
    """What ``select`` chooses: rules that it names run in any preset, those of a block as far as the preset goes."""

    named: frozenset[str]
    of_blocks: frozenset[str]


class Overrides(NamedTuple):
    """What the command line says; ``None`` and empty leave the config's word."""

    preset: Preset | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    fail_on: Severity | None = None
    region: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class Config:
    """A configuration whose every word is known to be right. Codes are sets of rule codes; globs match files."""

    path: str | None = None
    folder: str = "."
    preset: Preset = Preset.RECOMMENDED
    select: Selection | None = None
    extend_select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    per_file_ignores: tuple[tuple[Glob, frozenset[str]], ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: Severity = Severity.ERROR
    exclude: tuple[Glob, ...] = ()
    region: str | None = None
    account: str | None = None
    instance_types: frozenset[str] = frozenset()
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    options: Mapping[str, Any] = field(default_factory=dict)
    suppressions: tuple[FileSuppression, ...] = ()
    packs: tuple[str, ...] = ()
    """Files, from ``folder``, and names of packages' packs: ``acme_policy:base``."""
    pack_rules: tuple[Entry, ...] = ()
    """The rules of ``packs``, once these are read."""
    baseline: str | None = None
    """A file, from ``folder``."""
    iam: IamTable | None = None
    permissions: Permissions | None = None
    """The policies that ``iam`` names, once they are read."""
    text: str = ""
    border: Path | None = None
    """The directory that the files it names must lie in; ``None``: any."""

    def excludes(self, path: str) -> bool:
        """Whether ``exclude`` matches ``path`` (relative to the config's folder) or a folder above it."""
        return bool(self._excluded.matching(path))

    def suppressions_of(self, path: str) -> list[int]:
        """Which of ``suppressions`` are for the file ``path``, in order."""
        return self._suppressed.matching(path)

    @cached_property
    def _excluded(self) -> Globs:
        return Globs(self.exclude)

    @cached_property
    def _suppressed(self) -> Globs:
        return Globs(table.path for table in self.suppressions)

    @cached_property
    def _ignored_in_files(self) -> Globs:
        return Globs(glob for glob, _ in self.per_file_ignores)

    def _ignored_in(self, path: str) -> frozenset[str]:
        numbers = self._ignored_in_files.matching(path)
        return self.ignore.union(*(self.per_file_ignores[number][1] for number in numbers))

    def entries(self, registry: Registry) -> tuple[Entry, ...]:
        """The rules that may run: those of ``registry``, and those of the packs that the config names."""
        if not self.pack_rules:
            return registry.entries
        return tuple(sorted((*registry.entries, *self.pack_rules), key=lambda rule: rule.code))

    def enables(self, rule: Entry, path: str = "") -> bool:
        """Whether ``rule`` runs on the file ``path`` (relative to the config's folder)."""
        return self._enables(rule, self._ignored_in(path))

    def _enables(self, rule: Entry, ignored: frozenset[str]) -> bool:
        if rule.required:
            return True
        if rule.code in ignored:
            return False
        if rule.code in self.extend_select or (self.select and rule.code in self.select.named):
            return True
        chosen = self.select is None or rule.code in self.select.of_blocks
        return chosen and rule.preset <= self.preset

    def severity_of(self, rule: RuleClass) -> Severity | None:
        """The severity that config or preset gives to all findings of ``rule``; ``None``: each finding's own."""
        if rule.code in self.severity:
            return self.severity[rule.code]
        return rule.strict_severity if self.preset >= Preset.STRICT else None

    def rules(self, registry: Registry, path: str = "") -> RuleSet:
        """The rules that run on the file ``path``, made with their options once for all files that share them."""
        ignored = self._ignored_in(path)
        if ignored not in self._rule_sets:
            chosen = (rule for rule in self.entries(registry) if self._enables(rule, ignored))
            self._rule_sets[ignored] = RuleSet(chosen, lambda entry: registry.made(entry, self.options.get(entry.code)))
        return self._rule_sets[ignored]

    @cached_property
    def _rule_sets(self) -> dict[frozenset[str], RuleSet]:
        return {}


# Their form alone: AWS opens Regions and adds types faster than this program learns of them.
_REGION = re.compile(r"[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}", re.ASCII)
_INSTANCE_TYPE = re.compile(r"ml\.[a-z0-9-]+\.[a-z0-9-]+", re.ASCII)


class _Reader:
    """Takes values out of a raw table and gathers what is wrong with them."""

    def __init__(self, raw: RawConfig, registry: Registry) -> None:
        self.raw = raw
        self.registry = registry
        self.problems: list[str] = []

    def problem(self, key: str, text: str) -> None:
        self.problems.append(f"{self.raw.path}: {key}: {text}" if key else f"{self.raw.path}: {text}")

    def wrong(self, key: str, got: object, wanted: str, hint: str = "") -> None:
        self.problem(key, f"got {got!r}, wanted {wanted}{hint}")

    def known(self, key: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        names = tuple(names)
        for name in table:
            if name not in names:
                self.problem(f"{key}{name}", f"unknown key{did_you_mean(name, names)}")

    def text(self, key: str, value: object) -> str | None:
        if isinstance(value, str):
            return value
        self.wrong(key, value, "a string")
        return None

    def texts(self, key: str, value: object) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.wrong(key, value, "a list of strings")
        return ()

    def globs(self, key: str, value: object) -> tuple[Glob, ...]:
        return tuple(Glob(text) for text in self.texts(key, value))

    def table(self, key: str, value: object) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        self.wrong(key, value, "a table")
        return {}

    def codes(self, key: str, value: object) -> frozenset[str]:
        chosen: set[str] = set()
        for word in self.texts(key, value):
            try:
                chosen.update(rule.code for rule in self.registry.select(word))
            except UnknownRuleError as error:
                self.problem(key, str(error))
        return frozenset(chosen)

    def selection(self, key: str, value: object) -> Selection:
        named: set[str] = set()
        of_blocks: set[str] = set()
        words = self.texts(key, value)
        if value == []:
            self.problem(key, "is empty; remove it to run the preset")
        for word in words:
            codes = self.codes(key, [word])
            is_one = any(word in (entry.code, entry.name) for code in codes for entry in self.registry.select(code))
            (named if is_one else of_blocks).update(codes)
        return Selection(frozenset(named), frozenset(of_blocks))

    def ignored(self, key: str, value: object) -> frozenset[str]:
        codes = self.codes(key, value)
        for word in value if isinstance(value, list) else ():
            for rule in self.registry.entries:
                if rule.required and word in (rule.code, rule.name):
                    self.problem(key, f"{rule.code} {rule.name} cannot be ignored: such a file cannot be checked")
        return codes

    def rule(self, key: str, word: str) -> RuleClass | None:
        try:
            return self.registry.find(word)
        except UnknownRuleError as error:
            self.problem(key, str(error))
            return None

    def severity(self, key: str, value: object) -> Severity | None:
        words = [severity.label for severity in Severity]
        if isinstance(value, str) and value in words:
            return Severity.parse(value)
        self.wrong(key, value, "one of " + ", ".join(words), did_you_mean(str(value), words))
        return None

    def preset(self, key: str, value: object) -> Preset | None:
        words = [preset.name.lower() for preset in Preset]
        if isinstance(value, str) and value in words:
            return Preset[value.upper()]
        self.wrong(key, value, "one of " + ", ".join(words), did_you_mean(str(value), words))
        return None

    def file(self, key: str, value: object) -> str | None:
        if isinstance(value, str) and value and "\0" not in value:
            return value
        self.wrong(key, value, "the name of a file")
        return None

    def size(self, key: str, value: object) -> int | None:
        if type(value) is int and 0 < value <= LARGEST_MAX_FILE_SIZE:
            return value
        self.wrong(key, value, f"a number of bytes from 1 to {LARGEST_MAX_FILE_SIZE}")
        return None

    def account(self, key: str, value: object) -> str | None:
        if isinstance(value, str) and len(value) == 12 and value.isascii() and value.isdigit():
            return value
        quoted = "" if isinstance(value, str) else ", quoted"
        self.wrong(key, value, f"the 12 digits of an AWS account{quoted}")
        return None

    def region(self, key: str, value: object) -> str | None:
        if isinstance(value, str) and _REGION.fullmatch(value):
            return value
        self.wrong(key, value, "the name of a Region, such as eu-west-1")
        return None

    def instance_types(self, key: str, value: object) -> frozenset[str]:
        types = self.texts(key, value)
        for one in types:
            if not _INSTANCE_TYPE.fullmatch(one):
                self.wrong(key, one, "types such as ml.m5.large")
        return frozenset(types)

    def per_file_ignores(self, key: str, value: object) -> tuple[tuple[Glob, frozenset[str]], ...]:
        table = self.table(key, value)
        return tuple((Glob(glob), self.ignored(f"{key}.{glob}", codes)) for glob, codes in table.items())

    def severities(self, key: str, value: object) -> dict[str, Severity]:
        chosen: dict[str, Severity] = {}
        for word, label in self.table(key, value).items():
            rule = self.rule(key, word)
            severity = self.severity(f"{key}.{word}", label)
            if rule is not None and severity is not None:
                chosen[rule.code] = severity
        return chosen

    def options(self, key: str, value: object) -> dict[str, Any]:
        chosen: dict[str, Any] = {}
        for word, table in self.table(key, value).items():
            rule = self.rule(f"{key}.{word}", word)
            if rule is None:
                continue
            try:
                chosen[rule.code], problems = rule_options.parse(rule, self.table(f"{key}.{word}", table))
            except rule_options.DeclarationError as error:
                raise self.registry.refused(rule, str(error)) from error
            for option, text in problems:
                self.problem(f"{key}.{word}.{option}", text)
        return chosen

    def suppressions(self, key: str, value: object) -> tuple[FileSuppression, ...]:
        if not (isinstance(value, list) and all(isinstance(item, dict) for item in value)):
            self.wrong(key, value, "a list of tables: [[suppress]]")
            return ()
        return tuple(self.suppression(f"{key}[{number}]", table, number) for number, table in enumerate(value))

    def suppression(self, key: str, table: dict[str, Any], number: int) -> FileSuppression:
        self.known(f"{key}.", table, ("path", "pointer", "rules", "reason", "until"))
        for name in ("path", "rules"):
            if name not in table:
                self.problem(key, f"{name} is missing; wanted path, rules and, as you like, pointer, reason, until")
        words = self.texts(f"{key}.rules", table.get("rules", []))
        if table.get("rules") == []:
            self.problem(f"{key}.rules", "names no rule; give the codes or names of those to suppress")
        until = table.get("until")
        if until is not None and type(until) is not date:
            self.wrong(f"{key}.until", until, "a date without quotes, as in until = 2026-12-31")
            until = None
        pointer = self.text(f"{key}.pointer", table.get("pointer", "")) or ""
        if pointer and not pointer.startswith("/"):
            self.wrong(f"{key}.pointer", pointer, "a JSON pointer, as in /InputConfig/Endpoints/0")
        return FileSuppression(
            path=Glob(self.text(f"{key}.path", table.get("path", "")) or ""),
            route=_route(pointer),
            rules=tuple((word, self.codes(f"{key}.rules", [word])) for word in words),
            reason=self.text(f"{key}.reason", table.get("reason", "")) or "",
            until=until,
            number=number,
        )


def _route(pointer: str) -> Route:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return tuple(int(step) if _is_index(step) else step for step in steps)


def _is_index(step: str) -> bool:
    """Whether ``step`` counts items; no list has as many as a number of more digits says."""
    return step.isascii() and step.isdigit() and len(step) <= 9


_KEYS: dict[str, tuple[str, Callable[[_Reader, str, object], Any]]] = {
    "preset": ("preset", _Reader.preset),
    "select": ("select", _Reader.selection),
    "extend-select": ("extend_select", _Reader.codes),
    "ignore": ("ignore", _Reader.ignored),
    "per-file-ignores": ("per_file_ignores", _Reader.per_file_ignores),
    "severity": ("severity", _Reader.severities),
    "fail-on": ("fail_on", _Reader.severity),
    "exclude": ("exclude", _Reader.globs),
    "region": ("region", _Reader.region),
    "account": ("account", _Reader.account),
    "instance-types": ("instance_types", _Reader.instance_types),
    "max-file-size": ("max_file_size", _Reader.size),
    "rules": ("options", _Reader.options),
    "suppress": ("suppressions", _Reader.suppressions),
    "packs": ("packs", _Reader.texts),
    "baseline": ("baseline", _Reader.file),
    "iam": ("iam", read_table),
}

KEYS = tuple(_KEYS)
"""The keys of a config, in the order in which they are documented."""


def parse(raw: RawConfig, registry: Registry) -> Config:
    """The configuration in ``raw``; raises ``ConfigError`` with all that is wrong in it."""
    reader = _Reader(raw, registry)
    reader.known("", raw.table, _KEYS)
    values: dict[str, Any] = {}
    for key, (attribute, read) in _KEYS.items():
        if key in raw.table:
            value = read(reader, key, raw.table[key])
            if value is not None:
                values[attribute] = value
    if reader.problems:
        raise ConfigError(reader.problems)
    return Config(path=raw.path, folder=raw.folder, text=raw.text, border=raw.border, **values)


def override(config: Config, overrides: Overrides, registry: Registry) -> Config:
    """``config`` with what the command line says on top; raises ``ConfigError``."""
    reader = _Reader(RawConfig("command line", config.folder, {}), registry)
    changes: dict[str, Any] = {}
    if overrides.select is not None:
        # These alone: what the config adds to its own selection is not asked for.
        changes |= {"select": reader.selection("--select", list(overrides.select)), "extend_select": frozenset()}
    if overrides.ignore:
        changes["ignore"] = config.ignore | reader.ignored("--ignore", list(overrides.ignore))
    if overrides.preset is not None:
        changes["preset"] = overrides.preset
    if overrides.fail_on is not None:
        changes["fail_on"] = overrides.fail_on
    if overrides.region is not None:
        changes["region"] = reader.region("--region", overrides.region)
    if overrides.account is not None:
        changes["account"] = reader.account("--account", overrides.account)
    if reader.problems:
        raise ConfigError(reader.problems)
    changed = replace(config, **changes)
    # Whoever ignores every rule knows it; a selection of which nothing is left is a slip.
    if changed.select and not any(changed.enables(rule) for rule in changed.entries(registry) if not rule.required):
        raise ConfigError(
            [f"{config.path or 'command line'}: no selected rule is left; check select, ignore and preset"]
        )
    return changed


def refused(name: str, what: str) -> str:
    """What a problem says of the file ``name`` that a config must not name, since it is ``what``."""
    return f"{name!r} is {what}; expected a regular file in the repository"


def relative(config: Config, path: str) -> str:
    """``path`` as the globs of ``config`` see it: relative to the config's folder where it lies in it, with ``/``."""
    pure = PurePosixPath(path)
    try:
        return str(pure.relative_to(config.folder))
    except ValueError:
        return str(pure)
