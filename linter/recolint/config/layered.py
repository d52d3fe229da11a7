"""The values of one author's layers for each file: overrides and ignores by path, on top of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.config.layers import Layer, merge
from recolint.config.patterns import Pattern, Patterns
from recolint.config.table import Override, Table, Where, parse
from recolint.rule.registry import Registry


class Parts(NamedTuple):
    """Which ``[[overrides]]`` tables and which ``per-file-ignores`` hold for a file, by number."""

    overrides: tuple[int, ...] = ()
    ignores: tuple[int, ...] = ()


class LayeredTable:
    """The merged tables of ``layers``, the weakest first."""

    def __init__(self, layers: Sequence[Layer], registry: Registry, where: Where) -> None:
        """Read all keys of the layers; raises ``ConfigError``."""
        self.layers = tuple(layers)
        self._registry = registry
        self._where = where
        for one in self.layers[:-1]:
            # A value that a nearer file overrides may still be wrong: report it.
            parse(merge([one]), registry, where)
        self.whole = parse(merge(self.layers), registry, where)
        self._overrides: tuple[Override, ...] = self.whole.value("overrides", ())
        self._ignores: tuple[tuple[Pattern, Any], ...] = self.whole.value("per_file_ignores", ())
        self._ignoring = Patterns(pattern for pattern, _ in self._ignores)
        self._by_parts: dict[Parts, Table] = {Parts(): self.whole}
        for number in range(len(self._overrides)):
            # Options may be valid one by one and invalid together.
            self._with((number,))

    def __getstate__(self) -> dict[str, Any]:
        """All except the registry, since each process loads its rules itself. Resolved values are kept."""
        return {key: value for key, value in vars(self).items() if key != "_registry"}

    @property
    def varies(self) -> bool:
        """Whether it may differ from file to file."""
        return bool(self._overrides or self._ignores)

    def parts(self, path: str) -> Parts:
        """The parts of the table that apply to the file ``path`` (absolute)."""
        overrides = tuple(n for n, one in enumerate(self._overrides) if one.paths.matching(path, ""))
        return Parts(overrides, tuple(self._ignoring.matching(path, "")))

    def at(self, parts: Parts) -> Table:
        """The settings for ``parts``; raises ``ConfigError``."""
        if parts not in self._by_parts:
            table = self._with(parts.overrides) if parts.overrides else self.whole
            words = table.words.without(self._ignores[number][1] for number in parts.ignores)
            self._by_parts[parts] = table._replace(words=words)
        return self._by_parts[parts]

    def _with(self, overrides: Sequence[int]) -> Table:
        layers = [*self.layers, *(self._overrides[number].layer for number in overrides)]
        # These are the same for all files, and may be many.
        table = parse(merge(layers, without=("overrides", "suppress")), self._registry, self._where)
        return table._replace(said={**self.whole.said, **table.said})
