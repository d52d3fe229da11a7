"""A configuration as plain data, in the form of a config: what ``recolint config`` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recolint.base.finding import pointer
from recolint.config import policies
from recolint.config.layers import Speaker, Word
from recolint.config.typed import Config
from recolint.rule.registry import Registry


def shown(config: Config, registry: Registry) -> dict[str, Any]:
    """The keys of ``config`` with their values, defaults included; ``None`` where there is no value."""
    words = config.words
    select = words.select and [*words.select.named.values(), *words.select.of_blocks.values()]
    locks = config.locks
    options = {entry.code: config.options(entry) for entry in config.entries(registry)}
    severity = {code: said.value for code, said in words.severity.items() if code not in locks}
    severity |= {code: lock.severity for code, lock in locks.items() if lock.severity is not None}
    return {
        "preset": config.preset.name.lower(),
        "select": None if select is None else _texts(select),
        "extend-select": _texts(words.extend_select.values()),
        "ignore": _texts(words.ignore.values()),
        "fail-on": config.fail_on.label,
        "exclude": [one.glob.text for one in config.exclude],
        "include": [one.glob.text for one in config.include],
        "region": config.region,
        "account": config.account,
        "instance-types": sorted(config.instance_types),
        "max-file-size": config.max_file_size,
        "require-reason": config.require_reason,
        "require-known": config.require_known,
        "max-suppression-days": config.max_suppression_days,
        "packs": [one.text for one in config.packs],
        "baseline": config.baseline.text if config.baseline else None,
        "prices": [one.text for one in config.prices],
        "iam": None if config.iam is None else policies.as_data(config.iam),
        "per-file-ignores": {one.glob.text: _texts(codes.values()) for one, codes in config.per_file_ignores},
        "severity": {code: value.label for code, value in sorted(severity.items())},
        "rules": {
            code: {name.replace("_", "-"): one for name, one in value._asdict().items()}
            for code, value in options.items()
            if value is not None
        },
        "suppress": [
            {
                "path": one.path.glob.text,
                "pointer": pointer(one.route),
                "rules": [word for word, _ in one.rules],
                "reason": one.reason,
                "until": one.until,
            }
            for one in config.suppressions
        ],
        "overrides": [dict(one.table) for one in config.overrides],
    }


def _texts(words: Iterable[Word]) -> list[str]:
    return list(dict.fromkeys(word.text for word in words))


def why(config: Config, registry: Registry) -> list[dict[str, Any]]:
    """For each rule, in order of code: whether it runs, how severe it is, its options, and the keys that say so."""
    found: list[dict[str, Any]] = []
    for entry in config.entries(registry):
        rule = entry.load()
        decision = config.decision(entry)
        severity = config.severity_of(rule)
        lock = config.locks.get(entry.code)
        said: Word | None
        if lock is None:
            said = config.words.severity[entry.code].word if entry.code in config.words.severity else None
            options = config.words.options.get(entry.code, {})
            because = _because(decision.word, _default(config, entry.required))
        else:
            said, options = lock.severity_word, lock.options
            because = f"policy {lock.owner.name}: {_because(lock.word, 'a locked rule may depend on it')}"
        found.append(
            {
                "code": entry.code,
                "name": entry.name,
                "runs": config.enables(entry),
                "because": because,
                "policy": lock.owner.name if lock else None,
                "severity": (severity or rule.severity).label,
                "severity-because": _because(said, "preset strict" if severity is not None else "the rule"),
                "options": {name: one.value for name, one in options.items()},
                "options-because": {name: _because(one.word, "") for name, one in options.items()},
            }
        )
    return found


def _default(config: Config, required: bool) -> str:  # noqa: FBT001  not a switch: what the rule says of itself
    return "it always runs" if required else f"the default preset, {config.preset.name.lower()}"


def _because(word: Word | None, default: str) -> str:
    if word is None:
        return default
    place = word.place if word.layer.speaker is not Speaker.COMMAND_LINE else ""
    return f"{word.name} ({place})" if place else word.name
