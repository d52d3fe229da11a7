"""The values of tables of configs and policies, by attribute, each with the key that sets it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any, Literal
from recolint.config.layers import Layer, Merged, Word
from recolint.config.words import NO_WORDS, RuleWords, Said
from recolint.rule.registry import Registry

if TYPE_CHECKING:
    from datetime import date

    from recolint.config.patterns import Pattern, Patterns

Where = Literal["config", "policy", "override"]
"""The kind of a table: a config, a policy, or an ``[[overrides]]`` table of one."""

DEFAULT_MAX_FILE_SIZE = 1024 * 1024
"""Bytes. A request has no use for a hundredth of it, and a larger file costs the reader memory."""


class FileSuppression(NamedTuple):
    """``[[suppress]]``: findings of ``rules`` at ``route`` and below, in the files that ``path`` matches."""

    path: Pattern
    route: Route
    rules: tuple[tuple[str, frozenset[str]], ...]
    """The words of the table, each with the codes that it stands for."""
    reason: str
    until: date | None
    word: Word


class FileName(NamedTuple):
    """The name of a file, and the key that sets it. The name is relative to the directory of that key's file."""

    text: str
    word: Word

    @property
    def path(self) -> str:
        """Where the file is."""
        return os.path.normpath(os.path.join(self.word.layer.folder, self.text))


class Override(NamedTuple):
    """An ``[[overrides]]`` table: the files that it is for, and what it says as a layer."""

    paths: Patterns
    layer: Layer
    table: Mapping[str, Any]
    """All that it says, its paths too."""


class Table(NamedTuple):
    """The values of a merged table, every word known to be right: values by attribute, each with its key."""

    said: Mapping[str, Said[Any]]
    words: RuleWords

    def value(self, attribute: str, default: Any = None) -> Any:
        """The value of ``attribute``; ``default`` where it is not set."""
        said = self.said.get(attribute)
        return default if said is None else said.value


EMPTY = Table({}, NO_WORDS)
"""No key is set."""


def parse(merged: Merged, registry: Registry, where: Where) -> Table:
    """The typed table of ``merged``; raises ``ConfigError`` with all that is wrong in it."""
    if not merged.table:
        return EMPTY
    # Imported here: many repositories have no config.
    from recolint.config.keys import read
    from recolint.config.reader import Reader

    reader = Reader(merged, registry)
    table = read(reader, merged.table, where)
    reader.problems.require_none()
    return table
