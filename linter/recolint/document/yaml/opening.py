"""What the builder holds of a document while it reads: the open collections, the anchors, the counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from recolint.base.finding import Route
from recolint.document.model import Fault
from recolint.document.yaml.scalars import Step


@dataclass(slots=True)
class Anchor:
    """An anchored value: how many values it holds, itself included, and how many levels. Open until it is complete."""

    value: Any
    is_open: bool = False
    size: int = 1
    height: int = 0


@dataclass(slots=True)
class Open:
    """A collection that is not yet closed. ``step`` is ``None`` in a list, else a member's name or a ``Step``."""

    data: Any
    event: Any
    step: str | Step | None
    size_before: int
    height: int = 1
    anchor: Anchor | None = None
    keys: dict[str, Any] = field(default_factory=dict)
    """The events of the members' keys."""
    repeated: list[tuple[str, Any]] = field(default_factory=list)
    """The keys given again, and their events."""
    merge_key: Any = None
    merged: list[dict[str, Any]] = field(default_factory=list)
    """What the merge key brings, weakest first."""

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
        """Whether it holds something that cannot be read, so that its data would mislead."""
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
