"""The configuration in force for a file, or for a folder: what repository, command line and policies say together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from recolint.base.finding import Finding, Severity
from recolint.config.keys import KEYS as _KEYS
from recolint.config.keys import Override, Where
from recolint.config.layers import Speaker, Word
from recolint.config.patterns import Pattern, Patterns
from recolint.config.policies import IamTable
from recolint.config.reader import FileName, FileSuppression
from recolint.config.words import NO_WORDS, Decision, RuleWords, Said
from recolint.rule import options as rule_options
from recolint.rule.entry import Entry, RuleClass
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    # Only configs that name policies of roles need the package.
    from recolint.iam import Permissions

DEFAULT_MAX_FILE_SIZE = 1024 * 1024
"""Bytes. A request has no use for a hundredth of it, and a larger file costs the reader memory."""

KEYS = tuple(key.name for key in _KEYS if Where.CONFIG in key.where)
"""The keys of a config, in the order in which they are documented."""


class Weakened(NamedTuple):
    """The rules of the default preset that configs turn off, and those whose severity they lower, by code."""

    off: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Config:
    """A configuration whose every word is known to be right.

    ``path`` and ``folder`` are those of the nearest config file. ``said`` has the key behind each other attribute that
    somebody says. ``whole`` is the configuration of the folder, where this one is that of a file.
    """

    path: str | None = None
    folder: str = "."
    preset: Preset = Preset.RECOMMENDED
    words: RuleWords = NO_WORDS
    fail_on: Severity = Severity.ERROR
    exclude: tuple[Pattern, ...] = ()
    region: str | None = None
    account: str | None = None
    instance_types: frozenset[str] = frozenset()
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    suppressions: tuple[FileSuppression, ...] = ()
    require_reason: bool = False
    max_suppression_days: int | None = None
    baseline: FileName | None = None
    iam: IamTable | None = None
    permissions: Permissions | None = None
    """The policies that ``iam`` names, once they are read."""
    border: Path | None = None
    """The directory that the files it names must lie in; ``None``: any."""
    per_file_ignores: tuple[tuple[Pattern, Mapping[str, Word]], ...] = ()
    """Of a folder: what holds for files is among ``words`` of theirs."""
    overrides: tuple[Override, ...] = ()
    """Of a folder, likewise."""
    files: tuple[Path, ...] = ()
    """The config files that it is read from."""
    said: Mapping[str, Word] = field(default_factory=dict)
    blind: frozenset[str] = frozenset()
    """Rules that cannot judge in this run, by code."""
    of_folder: Config | None = None

    @property
    def whole(self) -> Config:
        """The configuration of the folder, of which this one may be the part for a file."""
        return self.of_folder or self

    def excludes(self, path: str) -> bool:
        """Whether ``exclude`` matches ``path`` (relative to the config's folder) or a folder above it."""
        return bool(self._excluded.matching(path, self.folder))

    def suppressions_of(self, path: str) -> list[int]:
        """Which of ``suppressions`` are for the file ``path``, in order."""
        return self.whole.suppressed_files.matching(path, self.folder)

    @cached_property
    def _excluded(self) -> Patterns:
        return Patterns(self.exclude)

    @cached_property
    def suppressed_files(self) -> Patterns:
        """The files of ``suppressions``, by number."""
        return Patterns(one.path for one in self.suppressions)

    def decision(self, rule: Entry) -> Decision:
        """Whether the repository and the command line let ``rule`` run, and the key that says so."""
        preset = Said(self.preset, self.said["preset"]) if "preset" in self.said else None
        return self.words.decide(rule, preset, self.preset)

    def enables(self, rule: Entry) -> bool:
        """Whether ``rule`` runs."""
        return rule.code not in self.blind and self.decision(rule).runs

    def severity_of(self, rule: RuleClass) -> Severity | None:
        """The severity that config or preset gives to all findings of ``rule``; ``None``: each finding's own."""
        if rule.code in self.words.severity:
            return self.words.severity[rule.code].value
        return rule.strict_severity if self.preset >= Preset.STRICT else None

    def weighed(self, finding: Finding, registry: Registry) -> Finding:
        """``finding`` with the severity that somebody gives to its rule."""
        severity = self.severity_of(registry.find(finding.code))
        return finding if severity is None else finding._replace(severity=severity)

    def weakened(self, registry: Registry) -> Weakened:
        """The rules that config files turn off or lower, by code; what the command line says is nobody's habit."""
        if not self._weakened:
            off: set[str] = set()
            lowered: set[str] = set()
            for entry in registry.entries:
                decision = self.decision(entry)
                by_config = decision.word is not None and decision.word.layer.speaker is Speaker.REPOSITORY
                if not decision.runs and by_config and entry.preset <= Preset.RECOMMENDED:
                    off.add(entry.code)
                said = self.words.severity.get(entry.code)
                of_config = said is not None and said.word.layer.speaker is Speaker.REPOSITORY
                if decision.runs and said is not None and of_config and said.value < entry.load().severity:
                    lowered.add(entry.code)
            self._weakened.append(Weakened(frozenset(off), frozenset(lowered)))
        return self._weakened[0]

    @cached_property
    def _weakened(self) -> list[Weakened]:
        return []

    def options(self, entry: Entry) -> Any:
        """The options of the rule ``entry``; ``None``: their defaults."""
        said = self.words.options.get(entry.code)
        if said is None:
            return None
        return rule_options.parse(entry.load(), {name: one.value for name, one in said.items()})[0]

    def rules(self, registry: Registry) -> RuleSet:
        """The rules that run, made with their options once for all files that share this configuration."""
        if not self._rule_sets:
            chosen = (rule for rule in registry.entries if self.enables(rule))
            self._rule_sets.append(RuleSet(chosen, lambda entry: registry.made(entry, self.options(entry))))
        return self._rule_sets[0]

    @cached_property
    def _rule_sets(self) -> list[RuleSet]:
        return []
