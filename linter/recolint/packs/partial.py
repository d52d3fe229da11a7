"""Data of a request in which some values are unknown: to read one of those raises ``UnknownError``.

Structures and lists on the way to an unknown value are of classes of this module, and all else is shared with the
original data. So a request without unknown values costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NoReturn, TypeGuard

from recolint.base.finding import Route


class UnknownError(Exception):
    """The answer depends on a value that is unknown."""


class PartialStructure(dict[str, Any]):
    """A structure with ``hidden`` members; ``is_open``: it may have more members than it shows."""

    hidden: frozenset[str | int] = frozenset()
    is_open = False

    def get(self, name: str, default: Any = None) -> Any:
        """The member ``name``; raises ``UnknownError`` where that is unknown."""
        if name in self.hidden or (self.is_open and name not in self):
            raise UnknownError
        return dict.get(self, name, default)

    def _whole(self, *_: object) -> NoReturn:
        raise UnknownError

    __iter__ = __len__ = __eq__ = __ne__ = keys = values = items = _whole
    __hash__ = None


class PartialList(list[Any]):
    """A list with ``hidden`` items; ``is_open``: more items may follow."""

    hidden: frozenset[str | int] = frozenset()
    is_open = False

    def known(self) -> Iterator[tuple[int, Any]]:
        """The items that are known, each with its index."""
        return ((index, self.item(index)) for index in range(list.__len__(self)) if index not in self.hidden)

    def item(self, index: int) -> Any:
        """The item at ``index``; raises ``UnknownError`` where that is unknown, ``IndexError`` where it is missing."""
        length = list.__len__(self)
        if index in self.hidden or index + length in self.hidden or (self.is_open and not 0 <= index < length):
            raise UnknownError
        return list.__getitem__(self, index)

    def _whole(self, *_: object) -> NoReturn:
        raise UnknownError

    __iter__ = __len__ = __eq__ = __ne__ = __getitem__ = __contains__ = _whole
    __hash__ = None


def is_partial(value: object) -> TypeGuard[PartialStructure | PartialList]:
    """Whether a value in ``value`` is unknown, or it may contain more than it shows."""
    return isinstance(value, PartialStructure | PartialList)


def is_filled(value: PartialStructure | PartialList) -> bool:
    """Whether ``value`` has a member or an item; raises ``UnknownError`` where that is unknown."""
    length = dict.__len__(value) if isinstance(value, PartialStructure) else list.__len__(value)
    if length == 0:
        raise UnknownError
    return True


_Tree = dict[str | int, Any]


def partial(data: Any, hidden: Collection[Route], opened: Collection[Route] = ()) -> Any:
    """``data`` with the values at ``hidden`` unknown, and the structures and lists at ``opened`` open."""
    if not hidden and not opened:
        return data
    tree: _Tree = {}
    for route in hidden:
        _branch(tree, route)[_HIDDEN] = True
    for route in opened:
        _branch(tree, route)[_OPEN] = True
    if _HIDDEN in tree:
        tree = {_OPEN: True}
        data = {}
    return _copied(data, tree)


_HIDDEN, _OPEN = "\0hidden", "\0open"
"""Keys of a branch beside its steps."""


def _branch(tree: _Tree, route: Route) -> _Tree:
    for step in route:
        tree = tree.setdefault(step, {})
    return tree


def _copied(data: Any, tree: _Tree) -> Any:
    """A partial copy of ``data``, a structure or a list."""
    made: PartialStructure | PartialList = PartialStructure(data) if isinstance(data, dict) else PartialList(data)
    hidden: set[str | int] = set()
    for step, branch in tree.items():
        if step in (_HIDDEN, _OPEN):
            continue
        below = _below(data, step)
        if _HIDDEN in branch or not isinstance(below, dict | list):
            hidden.add(step)
        else:
            made[step] = _copied(below, branch)  # type: ignore[index]
    made.hidden = frozenset(hidden)
    made.is_open = _OPEN in tree
    return made


def _below(data: Any, step: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(step, int) and 0 <= step < len(data) else None
