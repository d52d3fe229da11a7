"""The places of a spec's values: a tree beside the data, calculated on the first request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document.model import Comment, Entry


class Via(Enum):
    """How a value is written at its place."""

    OWN = "own"
    ALIAS = "alias"
    MERGE = "merge"


class Place:
    """Where a value is, and the places of its members or items (``None`` for a scalar).

    The children of an alias are those of its anchor. A member that a merge key brings has its place at the anchor.
    """

    __slots__ = ("anchor", "children", "key", "merged", "value", "via")

    def __init__(
        self,
        value: Span,
        key: Span | None = None,
        children: dict[str | int, Place] | None = None,
        via: Via = Via.OWN,
        anchor: Place | None = None,
        merged: Span | None = None,
    ) -> None:
        """Take, for an alias, the place of its ``anchor``; for a member that a merge key brings, that key and alias."""
        self.value = value
        self.key = key
        self.children = children
        self.via = via
        self.anchor = anchor
        self.merged = merged

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place) and all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None  # type: ignore[assignment]  # it changes while a file is read

    def at(self, route: Route) -> Place:
        """The place at ``route`` below this one; raises ``LookupError`` if missing."""
        place = self
        for step in route:
            child = place.children.get(step) if place.children is not None else None
            if child is None:
                raise LookupError(f"no value at {route!r}")
            place = child
        return place

    def along(self, route: Route) -> Iterator[Place]:
        """The places on the way to ``route``, this one not among them; raises ``LookupError`` as ``at`` does."""
        place = self
        for step in route:
            place = place.at((step,))
            yield place

    def entries(self, route: Route = ()) -> Iterator[Entry]:
        """This place and those below it, in order of the text, each text once."""
        yield Entry(route, self.key, self.value)
        if self.via is Via.OWN and self.children is not None:
            for step, child in self.children.items():
                if child.via is not Via.MERGE:
                    yield from child.entries((*route, step))


class Tree(NamedTuple):
    """The places of one document."""

    root: Place
    comments: tuple[Comment, ...] = ()


class Places:
    """The trees of a file, one a document by its number. Calculated once, on the first need."""

    __slots__ = ("_locate", "_trees")

    def __init__(self, locate: Callable[[], tuple[Tree, ...]]) -> None:
        self._locate = locate
        self._trees: tuple[Tree, ...] | None = None

    @property
    def known(self) -> bool:
        """Whether the places were calculated."""
        return self._trees is not None

    def tree(self, index: int) -> Tree:
        """The tree of document ``index``."""
        if self._trees is None:
            self._trees = self._locate()
        return self._trees[index]
