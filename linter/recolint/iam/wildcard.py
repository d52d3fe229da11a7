"""``*`` and ``?`` as IAM reads them in text, in the ARN of a ``Resource`` and in the value of an ARN condition.

Matched by following all ways through a pattern at once: the time for any pattern, with any number of ``*``, is at most
proportional to its length times that of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache


class Wildcard(Enum):
    """The wildcards of a pattern."""

    ANY = "*"
    ONE = "?"
    UNKNOWN = "${}"
    """The value of a variable, or a part of a text, that is not known: any text at all."""
    UNKNOWN_NAME = "${:}"
    """A part of a text that is not known: any text without a colon."""


Piece = str | Wildcard
"""One character, or a wildcard."""

NOTHING: Piece = ""
"""A text that does not occur anywhere: the value of a variable that has none."""

Reach = Callable[[Wildcard, int, Piece | None], bool]
"""Whether a wildcard may match a colon, given the number of colons before it and the piece that follows it."""

_WILDCARDS = {"*": Wildcard.ANY, "?": Wildcard.ONE}

_LAST_FIELD = 5
"""Colons before the resource, the last of the six fields of an ARN."""


def anywhere(_wildcard: Wildcard, _colons: int, _following: Piece | None) -> bool:
    """In text a wildcard matches every character."""
    return True


def in_resource(wildcard: Wildcard, colons: int, following: Piece | None) -> bool:
    """In a ``Resource``: within its field, but a ``*`` that ends a field may match on beyond the colon.

    As the IAM User Guide says under "Using wildcards in resource ARNs". The resource, an ARN's last field, may hold
    colons itself; within it a wildcard matches them.
    """
    return colons >= _LAST_FIELD or (wildcard is Wildcard.ANY and following in (None, ":"))


def in_arn(wildcard: Wildcard, colons: int, following: Piece | None) -> bool:
    """In an ARN condition: each field is checked by itself; only a ``*`` that ends the pattern takes the rest."""
    return colons >= _LAST_FIELD or (wildcard is Wildcard.ANY and following is None)


@dataclass(frozen=True, slots=True)
class _Token:
    """A place of a pattern: one character, or (``None``) any that is not in ``but``, and ``many`` of them or one."""

    character: str | None
    many: bool = False
    but: str = ""

    def takes(self, character: str) -> bool:
        return character not in self.but if self.character is None else character == self.character


def pieces_of(text: str) -> tuple[Piece, ...]:
    """``text`` taken apart; ``*`` and ``?`` are wildcards in it."""
    return tuple(_WILDCARDS.get(character, character) for character in text)


def matches(pieces: Iterable[Piece], reach: Reach, text: str) -> bool:
    """Whether the whole of ``text`` matches."""
    tokens = _tokens(tuple(pieces), reach)
    places = _onward(tokens, {0})
    for character in text:
        taken = (place for place in places if place < len(tokens) and tokens[place].takes(character))
        places = _onward(tokens, {place if tokens[place].many else place + 1 for place in taken})
        if not places:
            return False
    return len(tokens) in places


def may_match(pieces: Iterable[Piece], reach: Reach, text: Iterable[Piece]) -> bool:
    """Whether ``text`` matches for some values of its unknown parts."""
    return _follow(_tokens(tuple(pieces), reach), text, _by_some)


def must_match(pieces: Iterable[Piece], reach: Reach, text: Iterable[Piece]) -> bool:
    """Whether ``text`` matches for all values of its unknown parts."""
    return _follow(_tokens(tuple(pieces), reach), text, _by_any)


def _follow(tokens: tuple[_Token, ...], text: Iterable[Piece], unknown: _Over) -> bool:
    places = _onward(tokens, {0})
    for piece in text:
        if isinstance(piece, str):
            taken = (place for place in places if place < len(tokens) and tokens[place].takes(piece))
            places = {place if tokens[place].many else place + 1 for place in taken}
        else:
            places = unknown(tokens, places, ":" if piece is Wildcard.UNKNOWN_NAME else "")
        places = _onward(tokens, places)
    return len(tokens) in places


def _by_some(tokens: tuple[_Token, ...], places: set[int], without: str) -> set[int]:
    """Where some text without the character ``without`` leads from ``places``."""
    reached = set(places)
    for place in places:
        while place < len(tokens) and not (without and tokens[place].character == without):
            place += 1
            reached.add(place)
    return reached


def _by_any(tokens: tuple[_Token, ...], places: set[int], without: str) -> set[int]:
    """Where each text without the character ``without`` leads from ``places``: only ``*`` takes them all."""
    return {
        place for place in places if place < len(tokens) and tokens[place].many and tokens[place].but in ("", without)
    }


def _onward(tokens: tuple[_Token, ...], places: set[int]) -> set[int]:
    """``places`` and those after them that are reached without taking a character."""
    reached = set(places)
    for place in places:
        while place < len(tokens) and tokens[place].many:
            place += 1
            reached.add(place)
    return reached


_Over = Callable[[tuple[_Token, ...], set[int], str], set[int]]
"""From the places before a text that is not known, to those after it."""


@lru_cache(maxsize=4096)
def _tokens(pieces: tuple[Piece, ...], reach: Reach) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    colons = 0
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if isinstance(piece, str):
            tokens.append(_Token(piece))
            colons += piece == ":"
        elif piece is Wildcard.UNKNOWN:
            tokens.append(_Token(None, many=True))
        else:
            but = "" if reach(piece, colons, following) else ":"
            tokens.append(_Token(None, many=piece is Wildcard.ANY, but=but))
    return tuple(tokens)
