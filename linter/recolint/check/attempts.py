"""Attempts of a repository or the command line to change a rule that a policy locks: reported, and without effect."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span
from recolint.config.layers import Word
from recolint.config.policy import Lock, Owner
from recolint.config.typed import Config
from recolint.document import Fault, FaultKind
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry


class Attempt(NamedTuple):
    """A fault, and the text that it is in: that of a config, a baseline, a ``.gitignore``, or the command line."""

    source: Source
    fault: Fault


def fault(owner: Owner, message: str, span: Span, index: int = 0) -> Fault:
    """The fault of what ``message`` says, at ``span``."""
    where = f": {owner.url}" if owner.url else ""
    text = f"remove it, or ask the owner of the policy {owner.name}{where}"
    return Fault(FaultKind.RULE_LOCKED, message, span, index, help=text)


def of_config(config: Config, registry: Registry) -> Iterator[Attempt]:
    """The attempts in the words that ``config`` is made of."""
    weaker: dict[tuple[Word, str], list[str]] = {}
    for entry in config.entries(registry):
        lock = config.locks.get(entry.code)
        if lock is None:
            continue
        decision = config.decision(entry)
        # Selecting other rules weakens neither a rule that would not run anyway, nor one locked because others need it.
        is_meant = lock.word is not None and entry.preset <= Preset.RECOMMENDED
        if not decision.runs and decision.word and (entry.code in config.words.ignore or is_meant):
            weaker.setdefault((decision.word, "does not turn {} off"), []).append(entry.code)
        said = config.words.severity.get(entry.code)
        if said is not None and said.value < (lock.severity or entry.load().severity):
            weaker.setdefault((said.word, "does not lower {}"), []).append(entry.code)
        for name, option in config.words.options.get(entry.code, {}).items():
            if name not in lock.options or lock.options[name].value != option.value:
                weaker.setdefault((option.word, "does not change {}"), []).append(entry.code)
        fail_on = config.said.get("fail_on")
        if fail_on is not None and lock.word is not None and config.fail_on > lock.fail_on:
            weaker.setdefault((fail_on, "does not apply to {}"), []).append(entry.code)
    for (word, what), codes in weaker.items():
        name, them = (codes[0], "it") if len(codes) == 1 else (f"{codes[0]} and {len(codes) - 1} more", "them")
        owner = config.locks[codes[0]].owner
        yield _at(word, owner, f"policy {owner.name} locks {name}: {word.name} {what.format(them)}")
    for word in config.unheard:
        owner = config.policies[0].owner
        yield _at(word, owner, f"the policy sets {word.name.rpartition('.')[2]} too, and its value counts")


def of_packs(config: Config) -> Iterator[Attempt]:
    """The packs that are skipped, since a policy owns their prefix."""
    for pack in config.refused_packs:
        owners = (lock.owner for code, lock in config.locks.items() if code.startswith(pack.prefix))
        owner = next(owners, config.policies[0].owner)
        yield _at(pack.word, owner, f"policy {owner.name} owns the prefix {pack.prefix}: this pack is skipped")


def of_file_left_out(word: Word, config: Config) -> Attempt:
    """Report that the key ``word`` excludes a spec; ``config`` is that of its file."""
    owner = config.policies[0].owner
    return _at(word, owner, f"policy {owner.name} does not let {word.name} exclude specs; its rules ran on them")


def _at(word: Word, owner: Owner, message: str) -> Attempt:
    return Attempt(word.layer.source, fault(owner, message, word.span))


def of_baseline(source: Source, span: Span, code: str, lock: Lock) -> Attempt:
    """Report that the baseline ``source`` contains a finding of the locked rule ``code`` at ``span``."""
    message = f"policy {lock.owner.name} locks {code}: the baseline does not hide its findings"
    return Attempt(source, fault(lock.owner, message, span))


def of_skipped_folder(path: str, config: Config) -> Attempt:
    """Report that specs are in ``path``, a folder that walks skip; ``config`` is that of the folder."""
    owner = config.policies[0].owner
    message = f"policy {owner.name} does not let this folder exclude specs; its rules ran on them"
    return Attempt(Source(path, ""), fault(owner, message, Span(0, 0)))


def of_gitignore(source: Source, span: Span, config: Config) -> Attempt:
    """That the ``.gitignore`` ``source`` names a spec at ``span``, ``config`` being that of its file."""
    owner = config.policies[0].owner
    message = f"policy {owner.name} does not let .gitignore exclude specs; its rules ran on them"
    return Attempt(source, fault(owner, message, span))
