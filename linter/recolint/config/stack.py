"""The layers that bear on a folder, and the configuration that they give for each file in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recolint.config.keys import Override, Table, Where, parse
from recolint.config.layers import ConfigError, Layer, Merged, Problems, merge, refused
from recolint.config.patterns import Pattern, Patterns
from recolint.config.policies import IamTable
from recolint.config.typed import DEFAULT_MAX_FILE_SIZE, Config
from recolint.io import repository
from recolint.rule.kinds import Preset
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    # As in ``typed``.
    from recolint.iam import Permissions


class Stack:
    """The layers of the config files of a folder, the nearest last, below that of the command line."""

    def __init__(self, files: Sequence[Layer], command_line: Layer, registry: Registry) -> None:
        """Read all that is said; raises ``ConfigError``."""
        self._files = tuple(files)
        self._registry = registry
        for one in self._files[:-1]:
            # What a nearer file overrides may be wrong all the same.
            parse(merge([one]), registry, Where.CONFIG)
        self._said = parse(merge(self._files), registry, Where.CONFIG)
        self._asked = _asked(command_line, len(self._files), registry)
        overrides: tuple[Override, ...] = self._said.value("overrides", ())
        per_file: tuple[tuple[Pattern, Any], ...] = self._said.value("per_file_ignores", ())
        self._overrides = overrides
        self._ignores = tuple(ignored for _, ignored in per_file)
        self._ignoring = Patterns(pattern for pattern, _ in per_file)
        self._read: list[tuple[IamTable, Permissions]] = []
        self._by_parts: dict[tuple[tuple[int, ...], tuple[int, ...]], Config] = {}
        _require_usable_baseline(self._said)
        self.whole = replace(self._config(self._said, ()), overrides=overrides, per_file_ignores=per_file)
        self._require_a_rule()

    def at(self, path: str) -> Config:
        """The configuration of the file ``path``, absolute."""
        overrides = tuple(n for n, one in enumerate(self._overrides) if one.paths.matching(path, ""))
        ignores = tuple(self._ignoring.matching(path, ""))
        if not overrides and not ignores:
            return self.whole
        parts = overrides, ignores
        if parts not in self._by_parts:
            said = self._with(overrides) if overrides else self._said
            config = self._config(said, ignores)
            self._by_parts[parts] = replace(config, of_folder=self.whole)
        return self._by_parts[parts]

    def _with(self, overrides: Sequence[int]) -> Table:
        """What is said where ``overrides`` hold."""
        merged = merge([*self._files, *(self._overrides[number].layer for number in overrides)])
        own = {key: value for key, value in merged.table.items() if key not in ("overrides", "suppress")}
        table = parse(Merged(own, merged.words, merged.default), self._registry, Where.CONFIG)
        return table._replace(said={**self._said.said, **table.said})

    def _config(self, table: Table, ignores: Sequence[int]) -> Config:
        said = {**table.said, **self._asked.said}
        nearest = self._files[-1] if self._files else None
        if "exclude" in table.said and "exclude" in self._asked.said:
            both = (*table.value("exclude"), *self._asked.value("exclude"))
            said["exclude"] = said["exclude"]._replace(value=both)

        def value(attribute: str, default: Any = None) -> Any:
            one = said.get(attribute)
            return default if one is None else one.value

        iam = value("iam")
        config = Config(
            path=nearest.path if nearest else None,
            folder=nearest.folder if nearest else ".",
            preset=value("preset", Preset.RECOMMENDED),
            words=table.words.without(self._ignores[number] for number in ignores).under(self._asked.words),
            exclude=value("exclude", ()),
            max_file_size=value("max_file_size", DEFAULT_MAX_FILE_SIZE),
            suppressions=value("suppressions", ()),
            permissions=None if iam is None else self._permissions(iam),
            border=nearest.border if nearest else None,
            files=tuple(layer.file for layer in self._files if layer.file is not None),
            said={attribute: one.word for attribute, one in said.items()},
            **{name: value(name) for name in ("region", "account", "max_suppression_days", "baseline")},
            iam=iam,
        )
        given = {name: value(name) for name in ("fail_on", "instance_types", "require_reason") if name in said}
        return replace(config, **given)

    def _permissions(self, iam: IamTable) -> Permissions:
        """The policies that ``iam`` names, read once."""
        for table, permissions in self._read:
            if table == iam:
                return permissions
        # Imported here: a config without policies need not pay for reading them.
        from recolint.config.policy_files import load

        self._read.append((iam, load(iam)))
        return self._read[-1][1]

    def _require_a_rule(self) -> None:
        # Whoever ignores every rule knows it; a selection of which nothing is left is a slip.
        rules = [rule for rule in self._registry.entries if not rule.required]
        if self.whole.words.select and not any(map(self.whole.enables, rules)):
            name = self.whole.path or "command line"
            raise ConfigError([f"{name}: no selected rule is left; check select, ignore and preset"])


def _asked(command_line: Layer, rank: int, registry: Registry) -> Table:
    merged = merge([command_line])
    # Overrides count as one layer each, and come below the command line.
    words = {path: word._replace(rank=rank + _MOST_OVERRIDES) for path, word in merged.words.items()}
    return parse(merged._replace(words=words), registry, Where.CONFIG)


_MOST_OVERRIDES = 1_000_000


def _require_usable_baseline(table: Table) -> None:
    """Raise ``ConfigError`` for a baseline that must not be named; one that is not there yet may be written."""
    said = table.said.get("baseline")
    if said is None:
        return
    wrong = repository.refusal(Path(said.value.path), said.word.layer.border)
    if wrong is not None:
        problems = Problems()
        problems.note(said.word, refused(said.value.text, wrong))
        problems.require_none()
