"""A text of a policy with its wildcards and variables, and whether a value matches it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from recolint.iam.context import Context
from recolint.iam.partial import PartialArn
from recolint.iam.truth import Truth
from recolint.iam.wildcard import (
    NOTHING,
    Piece,
    Reach,
    Wildcard,
    anywhere,
    in_arn,
    in_resource,
    matches,
    may_match,
    must_match,
    pieces_of,
)

_VARIABLE = re.compile(r"\$\{(?:(?P<character>[*?$])|(?P<key>[^{}',]+?)\s*(?:,\s*'(?P<default>[^']*)'\s*)?)\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """A policy variable: the value of a context key, or the default where the key has none."""

    key: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of a policy, as written and taken apart.

    A variable matches nothing if its key has no value, or has several: "there is no equal or like value". If the key
    is unknown, the answer is unknown, unless the text around the variable already decides.
    """

    text: str
    pieces: tuple[Piece | Variable, ...]
    keys: tuple[str, ...] = ()
    """The context keys that its variables read."""
    prefix: str = field(init=False, repr=False, compare=False)
    """The characters before its first wildcard or variable. Most values differ in them, and need no more looking at."""

    def __post_init__(self) -> None:
        first = next((index for index, piece in enumerate(self.pieces) if not isinstance(piece, str)), None)
        object.__setattr__(self, "prefix", "".join(cast("tuple[str, ...]", self.pieces[:first])))

    @classmethod
    def plain(cls, text: str) -> Pattern:
        """``text`` where no variables are known, as in a policy of Version 2008-10-17."""
        return cls(text, pieces_of(text))

    @classmethod
    def action(cls, text: str) -> Pattern:
        """``text`` as a pattern of actions, to be matched with actions in lower case."""
        return cls(text, pieces_of(text.lower()))

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """``text`` with its variables, and with ``${*}``, ``${?}`` and ``${$}``, which are those characters."""
        pieces: list[Piece | Variable] = []
        end = 0
        for found in _VARIABLE.finditer(text):
            pieces += pieces_of(text[end : found.start()])
            pieces.append(found["character"] or Variable(found["key"], found["default"]))
            end = found.end()
        keys = tuple(piece.key for piece in pieces if isinstance(piece, Variable))
        return cls(text, (*pieces, *pieces_of(text[end:])), keys)

    def equals(self, value: str, context: Context) -> Truth:
        """Whether ``value`` is this text; ``*`` and ``?`` stand for themselves."""
        return _truth(_literal(self._filled(context)), anywhere, value)

    def equals_ignoring_case(self, value: str, context: Context) -> Truth:
        """As ``equals``, whatever the case of letters."""
        return _truth(_folded(_literal(self._filled(context))), anywhere, value.lower())

    def like(self, value: str, context: Context) -> Truth:
        """Whether ``value`` matches, wildcards standing for any characters."""
        if not value.startswith(self.prefix):
            return Truth.FALSE
        return Truth.TRUE if self._takes_all else _truth(self._filled(context), anywhere, value)

    def like_arn(self, value: str, context: Context) -> Truth:
        """Whether the ARN ``value`` matches field by field."""
        return _truth(self._filled(context), in_arn, value)

    def like_resource(self, value: str | PartialArn, context: Context) -> Truth:
        """Whether ``value``, an ARN or ``*``, matches as an element of ``Resource``."""
        start = value if isinstance(value, str) else value.start
        if start.startswith(self.prefix) and self._takes_all:
            return Truth.TRUE
        if isinstance(value, str):
            return _truth(self._filled(context), in_resource, value) if value.startswith(self.prefix) else Truth.FALSE
        if not start.startswith(self.prefix[: len(start)]):
            return Truth.FALSE
        pieces = self._filled(context)
        if not may_match(pieces, in_resource, value.pieces):
            return Truth.FALSE
        known = Wildcard.UNKNOWN not in pieces and must_match(pieces, in_resource, value.pieces)
        return Truth.TRUE if known else Truth.UNKNOWN

    @property
    def _takes_all(self) -> bool:
        """Whether any text may follow the prefix."""
        return len(self.pieces) == len(self.prefix) + 1 and self.pieces[-1] is Wildcard.ANY

    def _filled(self, context: Context) -> tuple[Piece, ...]:
        """The pieces, with variables replaced by their values."""
        if not self.keys:
            # Most texts of a policy have none, and going through their characters costs more than matching them.
            return cast("tuple[Piece, ...]", self.pieces)
        filled: list[Piece] = []
        for piece in self.pieces:
            filled += _value(piece, context) if isinstance(piece, Variable) else (piece,)
        return tuple(filled)


def _value(variable: Variable, context: Context) -> Iterable[Piece]:
    values = context.look_up(variable.key)
    if values is None:
        return (Wildcard.UNKNOWN,)
    if len(values) == 1:
        return values[0]
    return (NOTHING,) if variable.default is None else variable.default


def _literal(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(one if isinstance(one, str) or one is Wildcard.UNKNOWN else one.value for one in pieces)


def _folded(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    return tuple(one.lower() if isinstance(one, str) else one for one in pieces)


def _truth(pieces: tuple[Piece, ...], reach: Reach, value: str) -> Truth:
    if not matches(pieces, reach, value):
        return Truth.FALSE
    return Truth.UNKNOWN if Wildcard.UNKNOWN in pieces else Truth.TRUE
