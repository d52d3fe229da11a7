"""A policy: a config from outside the repository. It owns the rules that it enables; no repository undoes that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from recolint.base.finding import Finding, Severity
from recolint.base.named_tuple import NamedTuple
from recolint.config.layered import LayeredTable, Parts
from recolint.config.layers import Layer, Problems, Word, dotted
from recolint.config.patterns import Patterns
from recolint.config.table import DEFAULT_MAX_FILE_SIZE, FileSuppression, Table
from recolint.config.terms import Terms
from recolint.config.words import Said
from recolint.rule.entry import Entry
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

SETTINGS = ("region", "account", "iam", "instance_types", "prices")
"""The attributes of a config that are settings of a run: where a policy says one, its word counts."""

_KNOWN, _RULE_OF_KNOWN = "require_known", "RL016"


DEFAULT_SUPPRESSION_DAYS = 90
"""How far ahead ``until`` may be for an owned rule if the policy does not set it: each exception must end."""


class Owner(NamedTuple):
    """The policy that a finding belongs to, as reports name it."""

    name: str
    url: str | None

    @property
    def shown(self) -> str:
        """``policy acme: https://wiki.example.com/jobs``."""
        return f"policy {self.name}: {self.url}" if self.url else f"policy {self.name}"


class Lock(NamedTuple):
    """The settings of a policy for a rule that it owns, for the file of the spec.

    ``severity`` is ``None`` if each finding keeps its own. ``terms`` are those of suppressions; ``None``: no
    suppression is allowed. ``word`` is the key that enables the rule; ``None`` if the rule is locked because others
    depend on it.
    """

    owner: Owner
    word: Word | None
    severity: Severity | None
    severity_word: Word | None
    options: Mapping[str, Said[Any]]
    fail_on: Severity
    terms: Terms | None

    def claims(self, finding: Finding) -> Finding:
        """``finding`` with the name of the policy in its help, where the policy asks for the rule."""
        if self.word is None:
            return finding
        return finding._replace(help=f"{finding.help}; {self.owner.shown}" if finding.help else self.owner.shown)


class Policy:
    """One policy, read from ``layers``, the weakest first; ``origin`` is what the user called it."""

    def __init__(
        self, origin: str, layers: Sequence[Layer], registry: Registry, pack_rules: Sequence[Entry] = ()
    ) -> None:
        """Read all that it says, ``pack_rules`` being those of its packs; raises ``ConfigError``."""
        self.pack_rules = tuple({rule.code: rule for rule in pack_rules}.values())
        self._entries = (*registry.entries, *self.pack_rules)
        self.table = LayeredTable(layers, registry, "policy")
        self.owner = Owner(self.table.whole.value("name", origin), self.table.whole.value("url"))
        # Imported here: a check without policies does without it.
        import hashlib

        self.digest = hashlib.sha256("\0".join(layer.text for layer in layers).encode("utf-8")).hexdigest()
        self.max_file_size: int = self.table.whole.value("max_file_size", DEFAULT_MAX_FILE_SIZE)
        self.files = tuple(layer.file for layer in layers if layer.file is not None)
        self.suppressions: tuple[FileSuppression, ...] = self.table.whole.value("suppressions", ())
        self._suppressed = Patterns(one.path for one in self.suppressions)
        self._may_exclude = Patterns(self.table.whole.value("may_exclude", ()))
        self._locks: dict[Parts, dict[str, Lock]] = {}
        self._require_a_use(layers[-1])

    def __getstate__(self) -> dict[str, Any]:
        """As for a layered table."""
        return {key: value for key, value in vars(self).items() if key not in ("_entries", "pack_rules")}

    def lets_out(self, path: str) -> bool:
        """Whether a repository may leave out ``path`` (absolute; a folder's ends with ``/``)."""
        return bool(self._may_exclude.matching(path, ""))

    def suppressions_of(self, path: str) -> list[FileSuppression]:
        """The findings of its own that the policy suppresses in the file ``path``, absolute."""
        return [self.suppressions[number] for number in self._suppressed.matching(path, "")]

    def locks(self, parts: Parts) -> Mapping[str, Lock]:
        """The rules that the policy owns where ``parts`` hold, by code."""
        if parts not in self._locks:
            table = self.table.at(parts)
            owned = {entry.code: self._lock(entry, table) for entry in self._entries}
            found = {code: lock for code, lock in owned.items() if lock is not None}
            if found:
                found |= {
                    entry.code: self._made(entry, table, None)
                    for entry in self._entries
                    if entry.code not in found and _is_ground(entry)
                }
            self._locks[parts] = found
        return self._locks[parts]

    def _lock(self, entry: Entry, table: Table) -> Lock | None:
        decision = table.words.enabling().decide(entry, table.said.get("preset"), None)
        if decision.runs and decision.word is not None:
            return self._made(entry, table, decision.word)
        if entry in self.pack_rules and entry.code not in table.words.ignore:
            return self._made(entry, table, table.said["packs"].word)
        if entry.code == _RULE_OF_KNOWN and table.value(_KNOWN, default=False):
            return self._made(entry, table, table.said[_KNOWN].word)
        return None

    def _made(self, entry: Entry, table: Table, word: Word | None) -> Lock:
        said = table.words.severity.get(entry.code)
        is_strict = word is not None and table.value("preset", Preset.MINIMAL) >= Preset.STRICT
        suppressible = self.table.whole.value("suppressible", {})
        days = self.table.whole.value("max_suppression_days", DEFAULT_SUPPRESSION_DAYS)
        return Lock(
            owner=self.owner,
            word=word,
            severity=said.value if said else entry.load().strict_severity if is_strict else None,
            severity_word=said.word if said else None,
            options=table.words.options.get(entry.code, {}),
            fail_on=table.value("fail_on", Severity.ERROR),
            terms=Terms(reason=True, days=days, until=True) if entry.code in suppressible else None,
        )

    def _require_a_use(self, layer: Layer) -> None:
        everywhere = [Parts(), *(Parts((number,)) for number in range(len(self.table.whole.value("overrides", ()))))]
        every = (lock for parts in everywhere for lock in self.locks(parts).items())
        self.owned = frozenset(code for code, lock in every if lock.word is not None)
        """The rules that it owns for some file, by code."""
        if self.owned:
            return
        if not any(attribute in self.table.at(parts).said for parts in everywhere for attribute in SETTINGS):
            problems = Problems()
            problems.note(
                Word(layer, ()),
                "expected a policy that enables a rule (preset, select, severity, rules, packs or require-known)",
            )
            problems.require_none()


def _is_ground(entry: Entry) -> bool:
    """Whether the rule ``entry`` reports values or files that cannot be judged, or attempts to change a lock.

    A repository that lowers such a rule could hide a value from the owned rules: a duplicate member, a placeholder,
    or a value that the contract refuses.
    """
    return entry.required or entry.code in _GROUND or entry.code.startswith("RL1")


_GROUND = frozenset({"RL003", "RL025", "RL030", "RL031"})


def joined(found: Sequence[Mapping[str, Lock]]) -> Mapping[str, Lock]:
    """The locks of several policies; raises ``ConfigError`` if two own a rule and set it differently."""
    if len(found) < 2:
        return found[0] if found else {}
    locks: dict[str, Lock] = {}
    problems = Problems()
    for code, lock in ((code, lock) for one in found for code, lock in one.items()):
        first = locks.setdefault(code, lock)
        if first is lock or lock.word is None:
            continue
        if first.word is None:
            locks[code] = lock
        elif _terms(first) != _terms(lock):
            problems.note(
                lock.word, f"the policies {first.owner.name} and {lock.owner.name} own {code} with different terms"
            )
    problems.require_none()
    return locks


def _terms(lock: Lock) -> object:
    options = {name: one.value for name, one in lock.options.items()}
    return lock.severity, options, lock.fail_on, lock.terms


def digests(policies: Iterable[Policy]) -> dict[str, str]:
    """The digest of each policy, by its name."""
    return {one.owner.name: one.digest for one in policies}


def settings(tables: Sequence[tuple[Policy, Table]]) -> dict[str, Said[Any]]:
    """The settings that policies say; raises ``ConfigError`` where two say other things."""
    found: dict[str, tuple[Policy, Said[Any]]] = {}
    problems = Problems()
    for policy, table in tables:
        for attribute in SETTINGS:
            said = table.said.get(attribute)
            if said is None:
                continue
            other, first = found.setdefault(attribute, (policy, said))
            if first.value != said.value:
                problems.note(
                    said.word,
                    f"the policies {other.owner.name} and {policy.owner.name} set {dotted(said.word.path)} differently",
                )
        required = table.said.get(_KNOWN)
        if required is not None and required.value:
            # One policy that requires it is enough: false in another does not change that.
            found.setdefault(_KNOWN, (policy, required))
    problems.require_none()
    return {attribute: said for attribute, (_, said) in found.items()}
