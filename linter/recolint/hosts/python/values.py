"""The known values while the reader follows the code.

Texts, numbers, booleans and null are ``tree.Scalar``s. What code can change in place is a ``Box``: the box is the
identity, and the store contains its state, so that two names for one list see the same list.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.hosts.tree import HIDDEN_REGION, Scalar


class Opaque(NamedTuple):
    """A value that the reader does not know: only running the code shows it.

    ``origin`` is the dotted path that led to it, where an import or a builtin began it: ``boto3.client()``. ``region``
    is the Region of a client or session; ``None`` if code leaves it to the environment.
    """

    span: Span
    said: str
    origin: str = ""
    region: str | None = HIDDEN_REGION


Kind = Literal["mapping", "list", "tuple", "generator", "object"]


@dataclass(eq=False, slots=True)
class Box:
    """A structure by identity. ``site`` is the syntax that makes it, ``era`` the run that made it."""

    number: int
    kind: Kind
    span: Span
    site: Any
    era: int
    owner: Class | None = None
    """The class of an object."""
    changed: int = 0
    """When it last changed, by the clock of the machine."""
    basis: tuple[Box, ...] | None = None
    """Of a generator, what it runs over until something consumes it; ``None`` if unknown."""


class Slot(NamedTuple):
    """A member of a mapping. ``sure`` is false where it may be missing."""

    key_span: Span
    value: Value
    sure: bool = True


class MapState(NamedTuple):
    """The known entries of a mapping. ``whole`` is false where it may have more."""

    slots: Mapping[Any, Slot]
    whole: bool = True


class ListState(NamedTuple):
    """The known items of a list or tuple. ``whole`` is false where more may follow."""

    items: tuple[Value, ...]
    whole: bool = True


class ObjectState(NamedTuple):
    """The attributes of an object. ``whole`` is false for ``self`` of a method that any caller may call."""

    attributes: Mapping[str, Value]
    whole: bool = True


class Wild(NamedTuple):
    """The state of a box that code may change unseen, now and later."""


State = MapState | ListState | ObjectState | Wild
WILD = Wild()
OPEN_MAP = MapState({}, whole=False)
OPEN_LIST = ListState((), whole=False)


@dataclass(eq=False)
class Scope:
    """The names of one run of a module, function, class or comprehension."""

    kind: Literal["module", "function", "class", "comprehension"]
    parent: Scope | None
    era: int
    local: frozenset[str] | None
    """The names that the scope binds; ``None`` for a module, which owns every name."""
    single: frozenset[str]
    """The names that the scope binds once, outside loops."""
    declared_global: frozenset[str] = frozenset()
    declared_nonlocal: frozenset[str] = frozenset()
    module: str = "__main__"


@dataclass(eq=False)
class Function:
    """A function, method or lambda, with what surrounds it."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Scope
    defaults: Mapping[str, Value]
    born: int
    owner: Class | None = None
    form: Literal["plain", "static", "class", "property", "decorated"] = "plain"

    @property
    def name(self) -> str:
        return getattr(self.node, "name", "lambda")


@dataclass(eq=False)
class Class:
    """A class with a body that the reader followed."""

    node: ast.ClassDef
    scope: Scope
    bases: tuple[Class, ...]
    form: Literal["plain", "record", "enum", "foreign"]
    """A record has its fields as parameters: a dataclass, a NamedTuple. What a foreign class does is unknown."""

    def lineage(self) -> list[Class]:
        """The class and its bases, nearest first."""
        found: list[Class] = []
        todo = [self]
        while todo and len(found) < _MAX_LINEAGE:
            one = todo.pop(0)
            if one not in found:
                found.append(one)
                todo.extend(one.bases)
        return found

    def fields(self) -> dict[str, ast.AnnAssign]:
        """The fields of a record, in the order of its parameters."""
        fields: dict[str, ast.AnnAssign] = {}
        for one in reversed(self.lineage()):
            for statement in one.node.body:
                is_field = isinstance(statement, ast.AnnAssign) and "ClassVar" not in ast.unparse(statement.annotation)
                if is_field and isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    fields[statement.target.id] = statement
        return fields


_MAX_LINEAGE = 20


class Bound(NamedTuple):
    """A method with its ``self`` or ``cls``."""

    function: Function
    receiver: Value


class Parent(NamedTuple):
    """``super()``."""

    of: Class
    receiver: Value


class ClientMethod(NamedTuple):
    """``<anything>.create_inference_recommendations_job``, not yet called."""

    span: Span
    said: str
    region: str | None


class SdkMethod(NamedTuple):
    """``<anything>.right_size``, not yet called."""

    span: Span
    said: str
    of_sdk: bool
    region: str | None


@dataclass(eq=False)
class Partial:
    """``functools.partial`` of something."""

    callee: Value
    positional: tuple[Value, ...]
    keywords: Mapping[str, Slot]
    whole: bool


class SdkValue(NamedTuple):
    """A ``Phase``, ``ModelLatencyThreshold`` or ``CategoricalParameter`` of the SageMaker SDK, as it is sent."""

    name: str
    sent: Value


class Member(NamedTuple):
    """A member of an enumeration."""

    value: Value


class Module(NamedTuple):
    """Another module of the repository."""

    name: str


class Imported(NamedTuple):
    """A name from an import, resolved when it is used. ``name`` is empty for the module itself."""

    module: str
    name: str
    span: Span


Value = (
    Scalar
    | Opaque
    | Box
    | Function
    | Class
    | Bound
    | Parent
    | ClientMethod
    | SdkMethod
    | Partial
    | SdkValue
    | Member
    | Module
    | Imported
)


class Arguments(NamedTuple):
    """The arguments of a call. ``whole`` is false where ``*rest`` or ``**rest`` may pass more."""

    positional: tuple[Value, ...] = ()
    keywords: Mapping[str, Slot] = {}
    whole: bool = True

    def values(self) -> list[Value]:
        return [*self.positional, *(slot.value for slot in self.keywords.values())]


@dataclass(eq=False)
class Frame:
    """A call that the reader follows: where its changes begin, and how it may end."""

    function: Function
    level: int
    returns: list[tuple[Value, dict[Any, Any]]] = field(default_factory=list)


@dataclass(eq=False)
class Loop:
    """A loop that the reader follows: where its changes begin, and how a round or the loop may end."""

    level: int
    breaks: list[dict[Any, Any]] = field(default_factory=list)
    continues: list[dict[Any, Any]] = field(default_factory=list)


def members_of(state: State | None) -> Iterable[Value]:
    """The values in a structure."""
    if isinstance(state, MapState):
        return [slot.value for slot in state.slots.values()]
    if isinstance(state, ListState):
        return state.items
    return list(state.attributes.values()) if isinstance(state, ObjectState) else ()


def size_of(state: State) -> int:
    """How many values a structure has."""
    if isinstance(state, MapState):
        return len(state.slots)
    if isinstance(state, ListState):
        return len(state.items)
    return len(state.attributes) if isinstance(state, ObjectState) else 0
