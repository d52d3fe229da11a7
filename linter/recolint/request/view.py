"""What a view of a spec is: a structure whose members are read by type, with their routes.

A view never raises and never guesses: a value that is absent, or that the contract refuses, is ``None``. So a rule
that reads a view cannot report again what the contract reported. ``Structure`` members are always there to walk
through; their truth says whether the spec gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from recolint.base.finding import Route

T = TypeVar("T")
V = TypeVar("V", bound="View")


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and its route."""

    value: T
    route: Route


class View:
    """A structure of the request at ``route``. True when the spec gives it as a mapping."""

    __slots__ = ("_data", "_made", "_refused", "route")

    def __init__(self, data: object, route: Route, refused: frozenset[Route]) -> None:
        self._data: dict[Any, Any] | None = data if isinstance(data, dict) else None
        self._refused = refused
        self._made: dict[str, Any] = {}
        self.route = route

    def once(self, member: Member, make: Callable[[], T]) -> T:
        """What ``make`` gives for ``member``, made once: a hundred rules walk the same views."""
        if member.name not in self._made:
            self._made[member.name] = make()
        made: T = self._made[member.name]
        return made

    def __bool__(self) -> bool:
        return self._data is not None

    def has(self, member: Member) -> bool:
        """Whether the spec gives ``member`` here, be its value right or refused, or be its name misspelled."""
        return (self._data is not None and member.name in self._data) or self.at(member) in self._refused

    def at(self, member: Member) -> Route:
        """The route of ``member`` here, given or not."""
        return (*self.route, member.name)

    def data(self) -> dict[str, Any]:
        """The plain data of this structure; empty when it is not given."""
        return self._data or {}

    def get(self, member: Member) -> object:
        """The plain value of ``member`` here, or ``None`` when it is absent or refused."""
        if self._data is None or self.at(member) in self._refused:
            return None
        return self._data.get(member.name)

    def child(self, cls: type[V], member: Member) -> V:
        """The structure that ``member`` holds here."""
        value = self._data.get(member.name) if self._data is not None else None
        return cls(value, self.at(member), self._refused)

    def items(self, member: Member) -> tuple[bool, list[Any]]:
        """Whether ``member`` is given here as a list, and its items."""
        value = self._data.get(member.name) if self._data is not None else None
        return (True, value) if isinstance(value, list) else (False, [])

    @property
    def is_sound(self) -> bool:
        """Whether no value is refused here or below."""
        return not any(route[: len(self.route)] == self.route for route in self._refused)

    def refuses(self, route: Route) -> bool:
        """Whether the contract refuses the value at ``route``."""
        return route in self._refused


class Items(Sequence[T], Generic[T]):
    """A list of the request at ``route``. ``given`` says whether the spec gives it as a list, empty or not."""

    __slots__ = ("_items", "given", "route")

    def __init__(self, items: tuple[T, ...], route: Route, *, given: bool) -> None:
        self._items = items
        self.route = route
        self.given = given

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]

    def __len__(self) -> int:
        return len(self._items)


class Member:
    """A member of a structure, by the name that the request spells."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Text(Member):
    """A string."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Text: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[str] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Text | Located[str] | None:
        if view is None:
            return self
        value = view.get(self)
        return Located(value, view.at(self)) if isinstance(value, str) else None


class Integer(Member):
    """An integer; never a bool."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Integer: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[int] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Integer | Located[int] | None:
        if view is None:
            return self
        value = view.get(self)
        return Located(value, view.at(self)) if type(value) is int else None


class Texts(Member):
    """A list of strings; refused items are left out."""

    __slots__ = ()

    @overload
    def __get__(self, view: None, owner: type[View]) -> Texts: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[Located[str]]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Texts | Items[Located[str]]:
        return self if view is None else view.once(self, lambda: self._items(view))

    def _items(self, view: View) -> Items[Located[str]]:
        route = view.at(self)
        given, values = view.items(self)
        items = (Located(value, (*route, index)) for index, value in enumerate(values) if isinstance(value, str))
        return Items(tuple(item for item in items if not view.refuses(item.route)), route, given=given)


class Structure(Member, Generic[V]):
    """A structure within a structure."""

    __slots__ = ("cls",)

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structure[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> V: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structure[V] | V:
        return self if view is None else view.once(self, lambda: view.child(self.cls, self))


class Structures(Member, Generic[V]):
    """A list of structures; items that are no mapping are empty views, so that indices stay true."""

    __slots__ = ("cls",)

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structures[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[V]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structures[V] | Items[V]:
        return self if view is None else view.once(self, lambda: self._views(view))

    def _views(self, view: View) -> Items[V]:
        route = view.at(self)
        given, values = view.items(self)
        views = (self.cls(value, (*route, index), view._refused) for index, value in enumerate(values))  # noqa: SLF001
        return Items(tuple(views), route, given=given)
