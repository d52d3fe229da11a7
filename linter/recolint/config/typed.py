"""The configuration in force for a file, or for a folder: what repository, command line and policies say together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from recolint.base.finding import Finding, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.base.value import Value
from recolint.config.layers import RefusedPack, Speaker, Word
from recolint.config.patterns import Pattern, Patterns
from recolint.config.table import DEFAULT_MAX_FILE_SIZE, FileName, FileSuppression, Override
from recolint.config.words import NO_WORDS, Decision, RuleWords, Said
from recolint.rule.entry import Entry, RuleClass
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry
from recolint.rule.rule_set import RuleSet

if TYPE_CHECKING:
    # Only configs that name policies need them.
    from recolint.config.policies import IamTable
    from recolint.config.policy import Lock, Policy
    from recolint.config.terms import Terms
    from recolint.iam import Permissions
    from recolint.plan.prices import Prices

_NOTHING: Mapping[str, Any] = {}

_COST_LIMIT = "RL804"


class Weakened(NamedTuple):
    """The rules of the default preset that configs turn off, and the rules that they lower, by code."""

    off: frozenset[str] = frozenset()
    lowered: frozenset[str] = frozenset()


_NONE_WEAKENED = Weakened()


class Config(Value):
    """A configuration with valid values only.

    ``path`` and ``folder`` are those of the nearest config file. ``said`` has the key behind each other attribute that
    somebody says. ``whole`` is the configuration of the folder, where this one is that of a file.
    """

    path: str | None = None
    folder: str = "."
    preset: Preset = Preset.RECOMMENDED
    words: RuleWords = NO_WORDS
    fail_on: Severity = Severity.ERROR
    exclude: tuple[Pattern, ...] = ()
    include: tuple[Pattern, ...] = ()
    """Patterns of further files for a walk, beside JSON and YAML, for requests in code."""
    region: str | None = None
    account: str | None = None
    instance_types: frozenset[str] = frozenset()
    max_file_size: int = DEFAULT_MAX_FILE_SIZE
    suppressions: tuple[FileSuppression, ...] = ()
    require_reason: bool = False
    require_known: bool = False
    """Whether code must tell all values of its requests."""
    max_suppression_days: int | None = None
    packs: tuple[FileName, ...] = ()
    """Files, and names of packages' packs: ``acme_policy:base``."""
    pack_rules: tuple[Entry, ...] = ()
    """The rules of ``packs``, and of those that policies name, once these are read."""
    refused_packs: tuple[RefusedPack, ...] = ()
    """Packs that are skipped, since a policy owns their prefix."""
    baseline: FileName | None = None
    prices: tuple[FileName, ...] = ()
    """Tables of what instances cost."""
    iam: IamTable | None = None
    permissions: Permissions | None = None
    """The policies that ``iam`` names, once they are read."""
    price_tables: tuple[Prices, ...] = ()
    """The tables that ``prices`` names, once it is read."""
    border: str | None = None
    """The directory that the files it names must lie in; ``None``: any."""
    per_file_ignores: tuple[tuple[Pattern, Mapping[str, Word]], ...] = ()
    """Set for a folder only: for a file, these settings are already in its ``words``."""
    overrides: tuple[Override, ...] = ()
    """Set for a folder only, likewise."""
    files: tuple[str, ...] = ()
    """The config files that it is read from."""
    said: Mapping[str, Word] = _NOTHING
    unheard: tuple[Word, ...] = ()
    """Settings that a policy overrides."""
    policies: tuple[Policy, ...] = ()
    locks: Mapping[str, Lock] = _NOTHING
    """The rules that policies own, by code."""
    has_locked_only: bool = False
    """Whether no other rule runs: the repository leaves the file out."""
    of_folder: Config | None = None

    def __getstate__(self) -> dict[str, Any]:
        """The state that another process needs: all settings, without the rules created from them."""
        return {name: getattr(self, name) for name in self.__match_args__}

    @property
    def whole(self) -> Config:
        """The configuration of the folder, if this one is for a file in it; else this one."""
        return self.of_folder or self

    def excludes(self, path: str) -> Word | None:
        """The pattern of ``exclude`` that matches ``path`` (relative to the config's folder) or a folder above it."""
        numbers = self._excluded.matching(path, self.folder)
        return self.exclude[numbers[0]].word if numbers else None

    def is_asked(self, attribute: str) -> bool:
        """Whether the command line sets ``attribute``."""
        word = self.said.get(attribute)
        return word is not None and word.layer.speaker is Speaker.COMMAND_LINE

    @property
    def limiting_prices(self) -> tuple[Prices, ...]:
        """The price tables for limits on cost. If a policy sets the limit, the repository's tables do not count."""
        word = self.said.get("prices")
        is_of_owner = _COST_LIMIT not in self.locks or (word is not None and word.layer.speaker is Speaker.POLICY)
        return self.price_tables if is_of_owner else ()

    def includes(self, path: str) -> bool:
        """Whether ``include`` matches ``path`` (relative to the config's folder) or a folder above it."""
        return bool(self.include) and bool(self._included.matching(path, self.folder))

    def suppressions_of(self, path: str) -> list[int]:
        """Which of ``suppressions`` are for the file ``path``, in order."""
        return self.whole.suppressed_files.matching(path, self.folder)

    @cached_property
    def _excluded(self) -> Patterns:
        return Patterns(self.exclude)

    @cached_property
    def _included(self) -> Patterns:
        return Patterns(self.include)

    @cached_property
    def suppressed_files(self) -> Patterns:
        """The files of ``suppressions``, by number."""
        return Patterns(one.path for one in self.suppressions)

    def entries(self, registry: Registry) -> tuple[Entry, ...]:
        """The rules that may run: those of ``registry``, and those of packs, in order of code."""
        if not self.pack_rules:
            return registry.entries
        return tuple(sorted((*registry.entries, *self.pack_rules), key=lambda rule: rule.code))

    def decision(self, rule: Entry) -> Decision:
        """Whether the repository and the command line let ``rule`` run, and the key that says so."""
        preset = Said(self.preset, self.said["preset"]) if "preset" in self.said else None
        return self.words.decide(rule, preset, self.preset)

    def enables(self, rule: Entry) -> bool:
        """Whether ``rule`` runs."""
        return rule.code in self.locks or (not self.has_locked_only and self.decision(rule).runs)

    def severity_of(self, rule: RuleClass) -> Severity | None:
        """The severity that its owner sets for all findings of ``rule``; ``None``: each finding's own."""
        lock = self.locks.get(rule.code)
        if lock is not None:
            return lock.severity
        if rule.code in self.words.severity:
            return self.words.severity[rule.code].value
        return rule.strict_severity if self.preset >= Preset.STRICT else None

    def weighed(self, finding: Finding, registry: Registry) -> Finding:
        """``finding`` with the severity that the owner of its rule sets, and with the name of the policy, if any."""
        severity = self.severity_of(registry.find(finding.code))
        weighed = finding if severity is None else finding._replace(severity=severity)
        lock = self.locks.get(finding.code)
        return weighed if lock is None else lock.claims(weighed)

    def fails_on(self, code: str) -> Severity:
        """The least severity of findings of the rule ``code`` that makes the exit code 1."""
        return self.locks[code].fail_on if code in self.locks else self.fail_on

    def _fails(self, finding: Finding) -> bool:
        """Whether ``finding``, of a rule that a policy owns, makes the exit code 1."""
        severity = self.locks[finding.code].severity
        return (finding.severity if severity is None else severity) >= self.fails_on(finding.code)

    def terms_of(self, code: str) -> Terms | None:
        """The terms of a suppression of the rule ``code``; ``None``: its findings cannot be suppressed."""
        return self.locks[code].terms if code in self.locks else self.terms

    @property
    def terms(self) -> Terms:
        """The requirements for suppressions of rules that no policy owns."""
        from recolint.config.terms import Terms

        return Terms(self.require_reason, self.max_suppression_days)

    def weakened(self, registry: Registry) -> Weakened:
        """The rules that config files turn off or lower, by code; the command line does not count."""
        if not self.said:
            return _NONE_WEAKENED
        if not self._weakened:
            off: set[str] = set()
            lowered: set[str] = set()
            for entry in self.entries(registry):
                if entry.code in self.locks:
                    continue
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
        lock = self.locks.get(entry.code)
        said = self.words.options.get(entry.code) if lock is None else lock.options or None
        if said is None:
            return None
        # Imported here: most configs set no options.
        from recolint.rule import options as rule_options

        return rule_options.parse(entry.load(), {name: one.value for name, one in said.items()})[0]

    def rules(self, registry: Registry) -> RuleSet:
        """The rules that run, created with their options once for all files with this configuration."""
        if not self._rule_sets:
            enabled = (rule for rule in self.entries(registry) if self.enables(rule))
            chosen = (rule if self.options(rule) is None else rule.with_options() for rule in enabled)
            locked = frozenset(self.locks)
            made = RuleSet(chosen, lambda entry: registry.made(entry, self.options(entry)), locked, self._fails)
            self._rule_sets.append(made)
        return self._rule_sets[0]

    @cached_property
    def _rule_sets(self) -> list[RuleSet]:
        return []
