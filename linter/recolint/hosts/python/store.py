"""The state of the code that the reader follows, in layers: a branch is a layer that can be dropped or merged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

Changes = dict[Any, Any]
History = dict[Any, list[Any]]


class Store:
    """Values by key: a name in a scope, or a box."""

    def __init__(self) -> None:
        self._layers: list[Changes] = [{}]
        self._histories: list[History] = []

    @property
    def level(self) -> int:
        """How many layers there are."""
        return len(self._layers)

    def get(self, key: Any) -> Any:
        """The value of ``key``, or ``None``."""
        for layer in reversed(self._layers):
            if key in layer:
                return layer[key]
        return None

    def set(self, key: Any, value: Any) -> None:
        self._layers[-1][key] = value
        for history in self._histories:
            history.setdefault(key, []).append(value)

    def push(self) -> None:
        self._layers.append({})

    def pop(self) -> Changes:
        """Drop the top layer; what it changed."""
        return self._layers.pop()

    def since(self, level: int) -> Changes:
        """The changes in the layers from number ``level`` on."""
        changes: Changes = {}
        for layer in self._layers[level:]:
            changes.update(layer)
        return changes

    def drop(self, level: int) -> None:
        """Drop the layers from number ``level`` on."""
        del self._layers[level:]

    @contextmanager
    def at_bottom(self) -> Iterator[None]:
        """Change the lowest layer, which nothing drops."""
        layers, histories = self._layers, self._histories
        self._layers, self._histories = layers[:1], []
        try:
            yield
        finally:
            self._layers, self._histories = layers, histories

    def all_keys(self) -> list[Any]:
        """All keys."""
        return list(dict.fromkeys(key for layer in self._layers for key in layer))

    def watch(self) -> History:
        """Record each new value of a key until ``unwatch``, also in layers that are dropped."""
        self._histories.append({})
        return self._histories[-1]

    def unwatch(self, history: History) -> None:
        self._histories = [one for one in self._histories if one is not history]
