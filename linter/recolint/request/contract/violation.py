"""The breach of the contract by a value: plain data."""

from __future__ import annotations

from enum import Enum
from typing import Any, TypeVar

from recolint.base.finding import Part, Route
from recolint.base.named_tuple import NamedTuple

Constraint = str | int | tuple[str, ...]
C = TypeVar("C", str, int, tuple[str, ...])


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
    ``string integer list structure`` (TYPE, NULL); the bound (MINIMUM .. MANY); the values (ENUM); the regular
    expression (PATTERN); the names that the structure has (UNKNOWN); the placeholder as it is in the value
    (PLACEHOLDER). Read it as ``word``, ``bound`` or ``words``.
    For UNKNOWN, ``meant`` is the member of the same structure that the name certainly means, if any. ``likely`` is a
    member that it may mean and that the structure lacks. ``home`` is the route of a member of another structure, if
    only one place is possible and the spec has nothing there.
    """

    kind: ViolationKind
    route: Route
    value: Any
    constraint: Constraint
    meant: str | None = None
    part: Part = Part.VALUE
    home: Route | None = None
    likely: str | None = None

    @property
    def word(self) -> str:
        """The constraint of MISSING, TYPE, NULL, PATTERN and PLACEHOLDER."""
        return self._read(str)

    @property
    def bound(self) -> int:
        """The constraint of MINIMUM, MAXIMUM, SHORT, LONG, FEW and MANY."""
        return self._read(int)

    @property
    def words(self) -> tuple[str, ...]:
        """The constraint of ENUM and UNKNOWN."""
        return self._read(tuple)

    def _read(self, kind: type[C]) -> C:
        if not isinstance(self.constraint, kind):
            raise TypeError(f"the constraint of {self.kind} is {self.constraint!r}")
        return self.constraint
