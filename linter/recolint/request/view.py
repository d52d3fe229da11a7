"""Views of a spec: a structure with members that are read by type, with their routes.

A view never raises and never guesses: a value that is absent, refused by the contract or unknown is ``None``. So a
rule that reads a view cannot report again what the contract reported. ``Structure`` members are always there to walk
through; their truth says whether the spec has them.

``gives`` says whether a member is set, ``lacks`` whether it is missing. For a refused member ``gives`` is true. Both
are false for an unknown member, and for one that an open structure does not show. A list is judged as a whole, by its
length or by ``all`` of its items, only where it is ``whole``.

Each member is read once: its value is kept in the view, where the next hundred rules find it without a call. A view
of a request without gaps and refused values keeps all members that are set at once, since rules read nearly all.

Above 300 lines since views and their members need each other.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import wraps

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any, ClassVar, Generic, Self, TypeVar, overload
from recolint.request.gaps import NO_GAPS, Gaps

T = TypeVar("T")
V = TypeVar("V", bound="View")


class Located(NamedTuple, Generic[T]):
    """A value and its route."""

    value: T
    route: Route


_located = tuple.__new__
"""Makes a named tuple without the call of its own ``__new__``, which takes as long again."""
_NOTHING: frozenset[Route] = frozenset()


def once(work: Callable[[V], T]) -> Callable[[V], T]:
    """``work`` of a view, done once for each view: what many rules derive from it is kept there."""
    key = f"once {work.__module__}.{work.__qualname__}"

    @wraps(work)
    def kept(view: V) -> T:
        known: dict[str, T] = view.__dict__
        try:
            return known[key]
        except KeyError:
            known[key] = result = work(view)
            return result

    return kept


class View:
    """A structure of the request at ``route``. True when the spec has it as a mapping."""

    _members: ClassVar[Mapping[str, Member]] = {}
    """By their names in the request."""
    _gaps: Gaps | None = None
    """The gaps of the whole request; a request without gaps pays nothing for them."""
    _is_whole = True
    """Whether the structure has no other members than those that ``_data`` shows, whether it is there or not."""

    def __init_subclass__(cls) -> None:
        """Note the members."""
        cls._members = {member.name: member for member in vars(cls).values() if isinstance(member, Member)}

    def __init__(
        self, data: object, route: Route, refused: frozenset[Route], gaps: Gaps | None = None, *, is_known: bool = True
    ) -> None:
        """Take ``data``; ``is_known`` says whether it is known if the structure is there."""
        self.route = route
        self._refused = refused
        given = self._data = data if isinstance(data, dict) else None
        if gaps is not None:
            self._gaps = gaps
            is_unknown = route in gaps.unknown
            self._is_whole = is_known and not is_unknown and route not in gaps.open
            if is_unknown:
                self._data = None
        elif given and not refused:
            # Here the view keeps all members that the spec sets. Others are read when asked for.
            kept, members = self.__dict__, self._members
            for name, value in given.items():
                if name in members:
                    member = members[name]
                    # Most members are such; a call for each would take longer.
                    if type(value) is member.kind:
                        kept[member.attribute] = _located(Located, (value, route + member.step))
                    else:
                        kept[member.attribute] = member.read(value, route + member.step)

    def __bool__(self) -> bool:
        return self._data is not None

    def gives(self, member: Member) -> bool:
        """Whether the spec has ``member`` here. It counts also with a refused value or a misspelled name.

        False where that is unknown.
        """
        return (self._data is not None and member.name in self._data) or (
            bool(self._refused) and self.at(member) in self._refused
        )

    def lacks(self, member: Member) -> bool:
        """Whether ``member``, or the whole structure, is certainly missing. False where unknown."""
        if self._data is not None and member.name in self._data:
            return False
        if self._refused and self.at(member) in self._refused:
            return False
        return self._gaps is None or (self._is_whole and self.at(member) not in self._gaps.unknown)

    def hides(self, member: Member) -> bool:
        """Whether it is unknown if ``member`` is here: neither is it given, nor is it lacking."""
        return self._gaps is not None and not self.gives(member) and not self.lacks(member)

    @property
    def is_complete(self) -> bool:
        """Whether the text shows all of this structure: nothing in it is unknown or open."""
        return self._is_whole and (self._gaps is None or not self._gaps.touch(self.route))

    @property
    def is_unknown(self) -> bool:
        """Whether the text does not tell if this structure is there, or nothing but that."""
        return self._data is None and not self._is_whole

    @property
    def is_empty(self) -> bool:
        """Whether the spec has this structure, and certainly nothing in it."""
        return self._data is not None and not self._data and self.is_complete

    def at(self, member: Member) -> Route:
        """The route of ``member`` here, given or not."""
        return self.route + member.step

    def data(self) -> dict[str, Any]:
        """The plain data of this structure; empty when it is not set."""
        return self._data or {}

    def get(self, member: Member) -> object:
        """The plain value of ``member`` here, or ``None`` when it is absent or refused."""
        if self._data is None or (self._refused and self.at(member) in self._refused):
            return None
        return self._data.get(member.name)

    def child(self, cls: type[V], member: Member) -> V:
        """The structure that ``member`` contains here."""
        value = None if self._data is None else self._data.get(member.name)
        is_known = self._gaps is None or self.gives(member) or self.lacks(member)
        return cls(value, self.route + member.step, self._refused, self._gaps, is_known=is_known)

    def children(self, cls: type[V], member: Member) -> Items[V]:
        """The structures of the list that ``member`` contains here."""
        route, values = self.at(member), self.items(member)
        views = [cls(one, (*route, index), self._refused, self._gaps) for index, one in enumerate(values or ())]
        return Items.of(views, route, whole=self.shows_all(route, values))

    def items(self, member: Member) -> list[Any] | None:
        """The items of ``member`` here; ``None`` when it is not set as a list."""
        value = self._data.get(member.name) if self._data is not None else None
        return value if isinstance(value, list) else None

    def lists_all(self, member: Member) -> bool:
        """Whether all items of the list ``member`` are known: it is whole, certainly missing, or refused."""
        if self._gaps is None:
            return True
        values = self.items(member)
        return not self.hides(member) if values is None else self.shows_all(self.at(member), values)

    def shows_all(self, route: Route, values: list[Any] | None) -> bool:
        """Whether ``values``, the items of a list at ``route``, are complete, and none is unknown.

        A refused item counts as known.
        """
        return values is not None and (self._gaps is None or self._gaps.spare(route, len(values), self._refused))

    @property
    def names(self) -> tuple[str, ...]:
        """The members that the spec shows here, in its order, those that the request does not have too."""
        return tuple(map(str, self._data or ()))

    def is_null(self, member: Member) -> bool:
        """Whether ``member`` is set here as ``null``."""
        return self._data is not None and member.name in self._data and self._data[member.name] is None

    def content(
        self, lists: Callable[[Iterable[Hashable]], Hashable] = tuple, but: Iterable[Member] = ()
    ) -> Hashable | None:
        """The content of this structure, as a value to compare; ``None`` if it is missing or not completely known.

        Lists become ``lists``: ``frozenset`` if their order does not matter. The members in ``but`` do not count.
        """
        if self._data is None or not self.is_complete:
            return None
        left_out = [member.name for member in but]
        data = {name: value for name, value in self._data.items() if name not in left_out} if left_out else self._data
        return _content(data, lists)

    def same(self, other: View) -> bool | None:
        """Whether the two structures have equal content; ``None`` if one is missing or not completely known."""
        one, another = self.content(), other.content()
        return None if one is None or another is None else one == another

    @property
    def is_sound(self) -> bool:
        """Whether no value is refused here or below."""
        return not any(route[: len(self.route)] == self.route for route in self._refused)

    @property
    def refused(self) -> frozenset[Route]:
        """The routes of all values of the spec that another finding reports."""
        return self._refused

    @property
    def gaps(self) -> Gaps:
        """The gaps in the text of the spec."""
        return self._gaps or NO_GAPS

    def refuses(self, route: Route) -> bool:
        """Whether the contract refuses the value at ``route``."""
        return route in self._refused

    def known(self, items: Iterable[Located[T]]) -> Iterable[Located[T]]:
        """Those of ``items`` with values that are neither refused nor unknown."""
        refused, gaps = self._refused, self._gaps
        if not refused and gaps is None:
            return items
        return [one for one in items if one.route not in refused and not (gaps and gaps.hide(one.route))]


def _content(value: Any, lists: Callable[[Iterable[Hashable]], Hashable]) -> Hashable:
    if isinstance(value, dict):
        return frozenset((name, _content(member, lists)) for name, member in value.items())
    if isinstance(value, list):
        return lists(_content(item, lists) for item in value)
    return type(value), value


class Items(tuple[T, ...]):
    """The items that a list of the request at ``route`` shows.

    ``whole`` says whether the spec has it as a list, empty or not, without further or unknown items. Only then do its
    length, a sum over it, and statements about all of its items count.
    """

    route: Route
    whole: bool

    @classmethod
    def of(cls, items: Iterable[T], route: Route, *, whole: bool) -> Items[T]:
        """The list with ``items``."""
        made = cls(items)
        made.route = route
        made.whole = whole
        return made


class Member:
    """A member of a structure, by the name that the request spells."""

    attribute: str
    kind: type | None = None
    """The type of its value, if it is a scalar."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.step: Route = (name,)

    def __set_name__(self, owner: type[View], attribute: str) -> None:
        """Note the attribute under which a view keeps its value."""
        self.attribute = attribute

    def read(self, value: object, route: Route) -> object:
        """Return ``value`` at ``route`` as a view keeps it; nothing in it is refused or unknown."""
        raise NotImplementedError


class Scalar(Member, Generic[T]):
    """A value of the type ``kind``; never a bool."""

    kind: type[T]

    @overload
    def __get__(self, view: None, owner: type[View]) -> Self: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Located[T] | None: ...
    def __get__(self, view: View | None, owner: type[View]) -> Self | Located[T] | None:
        if view is None:
            return self
        value = view.get(self)
        given = None if value is None else self.read(value, view.at(self))
        view.__dict__[self.attribute] = given
        return given

    def read(self, value: object, route: Route) -> Located[T] | None:
        """``value``; ``None`` if it has another type."""
        return Located(value, route) if isinstance(value, self.kind) and type(value) is not bool else None


class Text(Scalar[str]):
    """A string."""

    kind = str


class Integer(Scalar[int]):
    """An integer; never a bool."""

    kind = int


class Texts(Member):
    """A list of strings; refused items are skipped."""

    @overload
    def __get__(self, view: None, owner: type[View]) -> Texts: ...
    @overload
    def __get__(self, view: View, owner: type[View]) -> Items[Located[str]]: ...
    def __get__(self, view: View | None, owner: type[View]) -> Texts | Items[Located[str]]:
        if view is None:
            return self
        route = view.route + self.step
        values = view.items(self)
        items = view.known(self.read(values, route))
        shown = Items.of(items, route, whole=view.shows_all(route, values))
        view.__dict__[self.attribute] = shown
        return shown

    def read(self, value: object, route: Route) -> Items[Located[str]]:
        """The strings in ``value``; none if it is not a list."""
        values = value if isinstance(value, list) else ()
        items = [_located(Located, (one, (*route, index))) for index, one in enumerate(values) if isinstance(one, str)]
        return Items.of(items, route, whole=values is value)


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

    def read(self, value: object, route: Route) -> V:
        """The view of ``value``."""
        return self.cls(value, route, _NOTHING)


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
        shown = view.children(self.cls, self)
        view.__dict__[self.attribute] = shown
        return shown

    def read(self, value: object, route: Route) -> Items[V]:
        """The views of the items of ``value``; none if it is not a list."""
        values, cls = value if isinstance(value, list) else (), self.cls
        views = [cls(one, (*route, index), _NOTHING) for index, one in enumerate(values)]
        return Items.of(views, route, whole=values is value)
