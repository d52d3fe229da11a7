"""What the contract says of a value that it refuses: plain data."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from recolint.base.finding import Part, Route


class ViolationKind(Enum):
    """The ways to break the contract."""

    UNKNOWN = "unknown"
    MISSING = "missing"
    NULL = "null"
    TYPE = "type"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SHORT = "short"
    LONG = "long"
    FEW = "few"
    MANY = "many"
    ENUM = "enum"
    PATTERN = "pattern"
    PLACEHOLDER = "placeholder"


class Violation(NamedTuple):
    """One breach of the contract, at ``route`` (for a missing member, at the structure that lacks it).

    ``constraint`` is what the contract requires, by kind: the missing member's name (MISSING); the type's name, one of
    ``string integer list structure`` (TYPE, NULL); the bound as an int (MINIMUM .. MANY); a tuple of the values (ENUM);
    the regular expression (PATTERN); the names that the structure has, as a tuple (UNKNOWN); the placeholder as it
    is in the value (PLACEHOLDER).
    ``meant`` is, for UNKNOWN, the member of the same structure that the name certainly stands for, if any; ``likely``
    is one that it may stand for, and that the structure lacks; ``home`` is the route of one in another structure, where
    one place alone can be meant and the spec has nothing there.
    """

    kind: ViolationKind
    route: Route
    value: Any
    constraint: Any
    meant: str | None = None
    part: Part = Part.VALUE
    home: Route | None = None
    likely: str | None = None
