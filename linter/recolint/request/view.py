"""What a view of a spec is: a structure whose members are read by type, with their routes.

A view never raises and never guesses: a value that is absent, or that the contract refuses, is ``None``. So a rule
that reads a view cannot report again what the contract reported. ``Structure`` members are always there to walk
through; their truth says whether the spec gives them.

Each member is read once: what it gives is kept in the view, where the next hundred rules find it without a call.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, NamedTuple, TypeVar, overload

from recolint.base.finding import Route

T = TypeVar("T")
V = TypeVar("V", bound="View")


class Located(NamedTuple, Generic[T]):
    """A value and its route."""

    value: T
    route: Route


def once(work: Callable[[V], T]) -> Callable[[V], T]:
    """``work`` of a view, done once for each view: what many rules derive from it is kept there."""
    key = f"once {work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(view: V) -> T:
        known: dict[str, Any] = view.__dict__
        if key not in known:
            known[key] = work(view)
        result: T = known[key]
        return result

    return kept


class View:
    """A structure of the request at ``route``. True when the spec gives it as a mapping."""

    def __init__(self, data: object, route: Route, refused: frozenset[Route]) -> None:
        self._data: dict[Any, Any] | None = data if isinstance(data, dict) else None
        self._refused = refused
        self.route = route

    def __bool__(self) -> bool:
        return self._data is not None

    def has(self, member: Member) -> bool:
        """Whether the spec gives ``member`` here, be its value right or refused, or be its name misspelled."""
        return (self._data is not None and member.name in self._data) or (
            bool(self._refused) and self.at(member) in self._refused
        )

    def at(self, member: Member) -> Route:
        """The route of ``member`` here, given or not."""
        return (*self.route, member.name)

    def data(self) -> dict[str, Any]:
        """The plain data of this structure; empty when it is not given."""
        return self._data or {}

    def get(self, member: Member) -> object:
        """The plain value of ``member`` here, or ``None`` when it is absent or refused."""
        if self._data is None or (self._refused and self.at(member) in self._refused):
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

    @property
    def refused(self) -> frozenset[Route]:
        """The routes of all values of the spec that another finding reports."""
        return self._refused

    def refuses(self, route: Route) -> bool:
        """Whether the contract refuses the value at ``route``."""
        return route in self._refused


class Items(tuple[T, ...]):
    """A list of the request at ``route``. ``given`` says whether the spec gives it as a list, empty or not."""

    route: Route
    given: bool

    @classmethod
    def of(cls, items: tuple[T, ...], route: Route, *, given: bool) -> Items[T]:
        """The list with ``items``."""
        made = cls(items)
        made.route = route
        made.given = given
        return made


class Member:
    """A member of a structure, by the name that the request spells."""

    attribute: str

    def __init__(self, name: str) -> None:
        self.name = name

    def __set_name__(self, owner: type[View], attribute: str) -> None:
        """Note under which attribute a view keeps what it gives."""
        self.attribute = attribute


class Text(Member):
    """A string."""

    @overload
    def __get__(self, view: None, owner: type[View]) -> Text: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[str] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Text | Located[str] | None:
        if view is None:
            return self
        value = view.get(self)
        given = Located(value, view.at(self)) if isinstance(value, str) else None
        view.__dict__[self.attribute] = given
        return given


class Integer(Member):
    """An integer; never a bool."""

    @overload
    def __get__(self, view: None, owner: type[View]) -> Integer: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[int] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Integer | Located[int] | None:
        if view is None:
            return self
        value = view.get(self)
        given = Located(value, view.at(self)) if type(value) is int else None
        view.__dict__[self.attribute] = given
        return given


class Texts(Member):
    """A list of strings; refused items are left out."""

    @overload
    def __get__(self, view: None, owner: type[View]) -> Texts: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[Located[str]]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Texts | Items[Located[str]]:
        if view is None:
            return self
        route = view.at(self)
        given, values = view.items(self)
        items = [Located(value, (*route, index)) for index, value in enumerate(values) if isinstance(value, str)]
        shown = Items.of(tuple(item for item in items if not view.refuses(item.route)), route, given=given)
        view.__dict__[self.attribute] = shown
        return shown


class Structure(Member, Generic[V]):
    """A structure within a structure."""

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structure[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> V: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structure[V] | V:
        if view is None:
            return self
        child = view.child(self.cls, self)
        view.__dict__[self.attribute] = child
        return child


class Structures(Member, Generic[V]):
    """A list of structures; items that are no mapping are empty views, so that indices stay true."""

    def __init__(self, name: str, cls: type[V]) -> None:
        super().__init__(name)
        self.cls = cls

    @overload
    def __get__(self, view: None, owner: type[View]) -> Structures[V]: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[V]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Structures[V] | Items[V]:
        if view is None:
            return self
        route = view.at(self)
        given, values = view.items(self)
        views = tuple(self.cls(value, (*route, index), view._refused) for index, value in enumerate(values))  # noqa: SLF001
        shown = Items.of(views, route, given=given)
        view.__dict__[self.attribute] = shown
        return shown
