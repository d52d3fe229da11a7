"""A strict scan of a JSON text that knows where everything stands. The slow way; the fast way is ``json.loads``.

Structure is scanned here, so that depth and size have bounds and every stop has a place. Strings and numbers are read
by ``json`` itself, so that both ways agree on them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace

from recolint.document.faults import StopError, character
from recolint.document.json_problems import Due, broken_string, no_number, trailing_comma, unexpected
from recolint.document.limits import MAX_DEPTH, MAX_VALUES, too_deep, too_large
from recolint.document.model import Fault
from recolint.document.places import Place
from recolint.finding import Route
from recolint.text import Span

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][\w.]*(?:(?<=[eE])[-+][\w.]*)?")
_LITERAL = re.compile(r"(?:true|false|null)(?![\w$])")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Repeated:
    """A name that an object gives again: the route of the member, the later key and the first."""

    route: Route
    later: Span
    first: Span


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan found: the places, and the names given twice; or the fault that ended it."""

    root: Place | None
    repeated: tuple[Repeated, ...]
    fault: Fault | None


@dataclass(slots=True)
class _Open:
    """An object or list that is not yet closed. ``comma`` is where the comma stands that a member must follow."""

    place: Place
    start: int
    is_object: bool
    children: dict[str | int, Place]
    first_keys: dict[str, Span] = field(default_factory=dict)
    step: str | int = 0
    key: Span | None = None
    last: Span | None = None
    comma: int | None = None


def scan(text: str) -> Scan:
    """The places in ``text``, or its first fault. Takes any text; never holds more than ``MAX_VALUES`` values."""
    scanner = _Scanner(text)
    try:
        root = scanner.run()
    except StopError as stop:
        return Scan(None, tuple(scanner.repeated), replace(stop.fault, route=scanner.route()))
    return Scan(root, tuple(scanner.repeated), None)


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.repeated: list[Repeated] = []
        self._stack: list[_Open] = []
        self._values = 0

    def run(self) -> Place:
        text = self.text
        root = Place(Span(0, 0))
        at = self._value(self._space(0), root)
        while self._stack:
            top = self._stack[-1]
            at = self._space(at)
            char = text[at : at + 1]
            if char == ("}" if top.is_object else "]"):
                at = self._close(top, at)
            elif top.last is not None and top.comma is None:
                if char != ",":
                    raise StopError(unexpected(text, at, _next(top), top.start, top.last))
                top.comma = at
                at += 1
            else:
                if top.is_object:
                    at = self._name(top, at)
                at = self._member(top, at)
        at = self._space(at)
        if at < len(text):
            raise StopError(unexpected(text, at, Due.END, None, None))
        return root

    def _member(self, top: _Open, at: int) -> int:
        place = Place(Span(at, at), top.key)
        # A repeated name takes the place of its last value, as in the data.
        top.children.pop(top.step, None)
        top.children[top.step] = place
        at = self._value(at, place)
        top.comma = None
        if self._stack[-1] is top:
            self._complete(top, place.value)
        return at

    def _complete(self, top: _Open, value: Span) -> None:
        top.last = value
        if not top.is_object:
            top.step = len(top.children)

    def _value(self, at: int, place: Place) -> int:
        """Read the scalar or opening bracket at ``at`` into ``place``; the offset after it."""
        char = self.text[at : at + 1]
        self._values += 1
        if self._values > MAX_VALUES:
            raise StopError(too_large(character(self.text, at)))
        if char and char in "{[":
            place.value, place.children = Span(at, at + 1), {}
            if len(self._stack) >= MAX_DEPTH:
                raise StopError(too_deep(place.value))
            self._stack.append(_Open(place, at, char == "{", place.children))
            return at + 1
        place.value = self._scalar(at, char)
        return place.value.end

    def _close(self, top: _Open, at: int) -> int:
        if top.comma is not None:
            raise StopError(trailing_comma(self.text, top.comma, at))
        top.place.value = Span(top.start, at + 1)
        self._stack.pop()
        if self._stack:
            self._complete(self._stack[-1], top.place.value)
        return at + 1

    def _name(self, top: _Open, at: int) -> int:
        """Read the name and the colon at ``at``; the offset of what follows."""
        if self.text[at : at + 1] != '"':
            raise StopError(unexpected(self.text, at, Due.NAME, top.start, top.last))
        name, end = self._string(at)
        key = Span(at, end)
        top.step, top.key = name, key
        first = top.first_keys.setdefault(name, key)
        if first is not key:
            self.repeated.append(Repeated((*self.route(), name), key, first))
        at = self._space(end)
        if self.text[at : at + 1] != ":":
            raise StopError(unexpected(self.text, at, Due.COLON, top.start, key))
        return self._space(at + 1)

    def _scalar(self, at: int, char: str) -> Span:
        if char == '"':
            return Span(at, self._string(at)[1])
        number = _NUMBER_LIKE.match(self.text, at)
        if number is not None:
            span = Span(*number.span())
            try:
                whole = _DECODER.raw_decode(self.text, at)[1] == span.end
            except ValueError:
                whole = False
            if not whole:
                raise StopError(no_number(self.text, span))
            return span
        literal = _LITERAL.match(self.text, at)
        if literal is None:
            top = self._stack[-1] if self._stack else None
            raise StopError(unexpected(self.text, at, Due.VALUE, top.start if top else None, None))
        return Span(*literal.span())

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise StopError(broken_string(self.text, at, error.pos)) from error
        return value, end

    def _space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def route(self) -> Route:
        """The route of the innermost open collection."""
        return tuple(one.step for one in self._stack[:-1])


def _next(top: _Open) -> Due:
    return Due.NEXT_MEMBER if top.is_object else Due.NEXT_ITEM
