"""A text of a policy with its wildcards and variables, and whether a value matches it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recolint.iam.context import Context
from recolint.iam.truth import Truth
from recolint.iam.wildcard import NOTHING, Piece, Reach, Wildcard, anywhere, in_arn, in_resource, matches, pieces_of

_VARIABLE = re.compile(r"\$\{(?:(?P<character>[*?$])|(?P<key>[^{}',]+?)\s*(?:,\s*'(?P<default>[^']*)'\s*)?)\}")


@dataclass(frozen=True, slots=True)
class Variable:
    """A policy variable: the value of a context key, or the default where the key has none."""

    key: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of a policy, as written and taken apart.

    A variable whose key has no value, or has several, matches nothing: "there is no equal or like value". One whose
    key is not known makes the answer unknown, unless the text around it already decides.
    """

    text: str
    pieces: tuple[Piece | Variable, ...]

    @classmethod
    def plain(cls, text: str) -> Pattern:
        """``text`` where there are no variables: actions, and all of a policy of Version 2008-10-17."""
        return cls(text, pieces_of(text))

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """``text`` with its variables, and with ``${*}``, ``${?}`` and ``${$}``, which are those characters."""
        pieces: list[Piece | Variable] = []
        end = 0
        for found in _VARIABLE.finditer(text):
            pieces += pieces_of(text[end : found.start()])
            pieces.append(found["character"] or Variable(found["key"], found["default"]))
            end = found.end()
        return cls(text, (*pieces, *pieces_of(text[end:])))

    @property
    def keys(self) -> tuple[str, ...]:
        """The context keys that its variables read."""
        return tuple(piece.key for piece in self.pieces if isinstance(piece, Variable))

    def equals(self, value: str, context: Context) -> Truth:
        """Whether ``value`` is this text; ``*`` and ``?`` stand for themselves."""
        return _truth(_literal(self._filled(context)), anywhere, value)

    def equals_ignoring_case(self, value: str, context: Context) -> Truth:
        """As ``equals``, whatever the case of letters."""
        return _truth(_folded(_literal(self._filled(context))), anywhere, value.casefold())

    def like(self, value: str, context: Context) -> Truth:
        """Whether ``value`` matches, wildcards standing for any characters."""
        return _truth(self._filled(context), anywhere, value)

    def like_ignoring_case(self, value: str, context: Context) -> Truth:
        """As ``like``, whatever the case of letters."""
        return _truth(_folded(self._filled(context)), anywhere, value.casefold())

    def like_arn(self, value: str, context: Context) -> Truth:
        """Whether the ARN ``value`` matches field by field."""
        return _truth(self._filled(context), in_arn, value)

    def like_resource(self, value: str, context: Context) -> Truth:
        """Whether ``value``, an ARN or ``*``, matches as an element of ``Resource``."""
        return _truth(self._filled(context), in_resource, value)

    def _filled(self, context: Context) -> Iterator[Piece]:
        """The pieces with values in place of variables."""
        for piece in self.pieces:
            if not isinstance(piece, Variable):
                yield piece
            elif (values := context.look_up(piece.key)) is None:
                yield Wildcard.UNKNOWN
            elif len(values) == 1:
                yield from values[0]
            elif piece.default is not None:
                yield from piece.default
            else:
                yield NOTHING


def _literal(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        yield piece if isinstance(piece, str) or piece is Wildcard.UNKNOWN else piece.value


def _folded(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if isinstance(piece, str) and piece != NOTHING:
            yield from piece.casefold()
        else:
            yield piece


def _truth(pieces: Iterable[Piece], reach: Reach, value: str) -> Truth:
    known = tuple(pieces)
    if not matches(known, reach, value):
        return Truth.FALSE
    return Truth.UNKNOWN if Wildcard.UNKNOWN in known else Truth.TRUE
