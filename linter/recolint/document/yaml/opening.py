"""The builder's state of a document while it reads: the open collections, the anchors, the counts."""

from __future__ import annotations

from typing import Any

from recolint.base.finding import Route
from recolint.document.model import Fault
from recolint.document.yaml.scalars import Step


class Anchor:
    """An anchored value: how many values and levels it contains, itself included. Open until complete."""

    __slots__ = ("height", "is_open", "size", "value")

    def __init__(self, value: Any, *, is_open: bool = False) -> None:
        self.value = value
        self.is_open = is_open
        self.size = 1
        self.height = 0


class Open:
    """A collection that is not yet closed. ``step`` is ``None`` in a list, else a member's name or a ``Step``."""

    __slots__ = ("anchor", "data", "event", "height", "keys", "merge_key", "merged", "repeated", "size_before", "step")

    def __init__(self, data: Any, event: Any, step: str | Step | None, size_before: int) -> None:
        self.data = data
        self.event = event
        self.step = step
        self.size_before = size_before
        self.height = 1
        self.anchor: Anchor | None = None
        self.keys: dict[str, Any] = {}
        """The events of the members' keys."""
        self.repeated: list[tuple[str, Any]] = []
        """The keys given again, and their events."""
        self.merge_key: Any = None
        self.merged: list[dict[str, Any]] = []
        """The mappings of the merge key, weakest first."""

    def apply_merged(self) -> None:
        """Put what is merged below the mapping's own members, in place: an alias may hold the mapping already."""
        own = dict(self.data)
        self.data.clear()
        for source in (*self.merged, own):
            self.data.update(source)


class OpenDocument:
    """The document that is being read."""

    def __init__(self) -> None:
        self.stack: list[Open] = []
        self.anchors: dict[str, Anchor] = {}
        self.size = 0
        self.root: Any = None
        self.root_event: Any = None
        self.last_end = 0
        self.is_lost = False
        """Whether it contains something that cannot be read, so that its data would mislead."""
        self.faults: list[Fault] = []

    def route(self) -> Route:
        """The route of the value that is being read, as far as it has names."""
        return self._steps(len(self.stack))

    def collection_route(self) -> Route:
        """The route of the innermost open collection."""
        return self._steps(len(self.stack) - 1)

    def _steps(self, levels: int) -> Route:
        steps: list[str | int] = []
        for one in self.stack[: max(levels, 0)]:
            if isinstance(one.step, Step):
                break
            steps.append(len(one.data) if one.step is None else one.step)
        return tuple(steps)
