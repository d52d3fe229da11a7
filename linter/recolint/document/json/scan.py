"""A scan of a JSON text that knows where everything is. The slow way; the fast way is ``json.loads``.

Structure is scanned here, so that depth and size have bounds and every stop has a place. Strings and numbers are read
by ``json`` itself, so that both ways agree on them. Some texts are not JSON but clear in meaning (a comment, an extra
comma, single quotes): their fault has a fix, and the scan continues after it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from recolint.base.finding import Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document import json_slips, templates
from recolint.document.faults import StopError, character
from recolint.document.json.problems import Due, broken_string, no_number, too_many_faults, unclosed, unexpected
from recolint.document.limits import MAX_DEPTH, MAX_VALUES, too_deep, too_large
from recolint.document.model import Fault
from recolint.document.places import Place

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER_LIKE = re.compile(r"[-+]?\.?[0-9][\w.]*(?:(?<=[eE])[-+][\w.]*)?")
_LITERAL = re.compile(r"(?:true|false|null)(?![\w$])")
_LONG_LINE = 400
_INDENTATION = re.compile(r"[ \t]*")
_DECODER = json.JSONDecoder()

MAX_SLIPS = 200
"""How many faults of one file are listed: with more, it is not JSON that somebody wrote."""


class Repeated(NamedTuple):
    """A name that an object repeats: the route of the member, the later key and the first."""

    route: Route
    later: Span
    first: Span


class Scan(NamedTuple):
    """The result of a scan: the places, the duplicate names, and the templates where values belong; or the faults.

    A fault has a fix only if all faults have one: recolint does not fix a text that it cannot read to the end.
    """

    root: Place | None
    repeated: tuple[Repeated, ...]
    faults: tuple[Fault, ...]
    templates: tuple[Span, ...]


@dataclass(slots=True)
class _Open:
    """An object or list that is not yet closed. ``comma`` is where the comma is that a member must follow."""

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
    """The places in ``text``, or its faults. Accepts any text; stores at most ``MAX_VALUES`` places."""
    scanner = _Scanner(text)
    try:
        root = scanner.run()
    except StopError as stop:
        last = stop.fault._replace(route=scanner.route())
        faults = (*map(json_slips.without_fix, scanner.slips), last)
        return Scan(None, tuple(scanner.repeated), faults, ())
    is_read = not scanner.slips
    return Scan(root if is_read else None, tuple(scanner.repeated), tuple(scanner.slips), tuple(scanner.templates))


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.repeated: list[Repeated] = []
        self.slips: list[Fault] = []
        self.templates: list[Span] = []
        self._unclosed: int | None = None
        """A bracket that the first closing one in a column of its own does not fit."""
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
                at = self._comma(top, top.last, at)
            else:
                if top.is_object:
                    at = self._name(top, at)
                at = self._member(top, at)
        at = self._space(at)
        if at < len(text):
            raise StopError(unexpected(text, at, Due.END, None, None))
        return root

    def _comma(self, top: _Open, last: Span, at: int) -> int:
        """Read the comma at ``at``, or take one for forgotten at the end of the line before; the offset behind it."""
        if self.text[at : at + 1] == ",":
            top.comma = at
            return at + 1
        member = top.key.start if top.is_object and top.key is not None else last.start
        here, there = _column(self.text, at), _column(self.text, member)
        if here is not None and there is not None and here < there and self.text[at] not in "}]":
            raise StopError(unclosed(self.text, top.start, at))
        slip = json_slips.missing_comma(self.text, last, at, in_object=top.is_object)
        if slip is None or (here != there and there is not None):
            raise StopError(self._unexpected(at, _next(top), top, last))
        self._slip(slip)
        top.comma = at
        return at

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
        template = templates.in_json(self.text, at)
        if template is not None and len(self.templates) < templates.MAX_TEMPLATES:
            self.templates.append(template)
            place.value = template
            return template.end
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
            self._slip(json_slips.trailing_comma(self.text, top.comma, at))
        column = _column(self.text, at) if self._unclosed is None else None
        if column is not None and column < _indentation(self.text, top.start):
            self._unclosed = top.start
        top.place.value = Span(top.start, at + 1)
        self._stack.pop()
        if self._stack:
            self._complete(self._stack[-1], top.place.value)
        return at + 1

    def _name(self, top: _Open, at: int) -> int:
        """Read the name and the colon at ``at``; the offset of what follows."""
        name, end = self._string(at) if self.text[at : at + 1] == '"' else self._other_name(top, at)
        key = Span(at, end)
        top.step, top.key = name, key
        first = top.first_keys.setdefault(name, key)
        if first is not key:
            self.repeated.append(Repeated((*self.route(), name), key, first))
        at = self._space(end)
        if self.text[at : at + 1] != ":":
            raise StopError(self._unexpected(at, Due.COLON, top, key))
        return self._space(at + 1)

    def _other_name(self, top: _Open, at: int) -> tuple[str, int]:
        """Read the name at ``at``, which has no double quotes."""
        slip = json_slips.other_quotes(self.text, at) or json_slips.bare_name(self.text, at)
        if slip is None:
            raise StopError(self._unexpected(at, Due.NAME, top, top.last))
        self._slip(slip.fault)
        return slip.value, slip.fault.span.end

    def _scalar(self, at: int, char: str) -> Span:
        if char == '"':
            return Span(at, self._string(at)[1])
        slip = json_slips.other_quotes(self.text, at) or json_slips.python_word(self.text, at)
        if slip is not None:
            self._slip(slip.fault)
            return slip.fault.span
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
            raise StopError(self._unexpected(at, Due.VALUE, top, None))
        return Span(*literal.span())

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise StopError(broken_string(self.text, at, error.pos)) from error
        return value, end

    def _space(self, at: int) -> int:
        """The offset of what follows white space and comments."""
        while True:
            match = _SPACE.match(self.text, at)
            at = match.end() if match else at
            comment = json_slips.comment(self.text, at)
            if comment is None:
                return at
            self._slip(comment)
            at = comment.span.end

    def _slip(self, fault: Fault) -> None:
        if len(self.slips) == MAX_SLIPS:
            raise StopError(too_many_faults(fault.span))
        self.slips.append(fault._replace(route=self.route()))

    def _unexpected(self, at: int, due: Due, top: _Open | None, before: Span | None) -> Fault:
        """Why the text does not continue at ``at``; at its end, at the bracket that seems to be left open."""
        opened = top.start if top is not None else None
        column = _column(self.text, at) if self.text[at : at + 1] in ("}", "]") else None
        if opened is not None and column is not None and column < _indentation(self.text, opened):
            return unclosed(self.text, opened, at)
        if at >= len(self.text) and self._unclosed is not None:
            opened = self._unclosed
        return unexpected(self.text, at, due, opened, before)

    def route(self) -> Route:
        """The route of the innermost open collection."""
        return tuple(one.step for one in self._stack[:-1])


def _column(text: str, at: int) -> int | None:
    """The column of what is at ``at``, if it is the first text of its line and not the end."""
    start = _line_start(text, at)
    return at - start if at < len(text) and start is not None and not text[start:at].strip() else None


def _indentation(text: str, at: int) -> int:
    """How many blanks the line of ``at`` starts with."""
    start = _line_start(text, at)
    match = _INDENTATION.match(text, start) if start is not None else None
    return len(match[0]) if match else 0


def _line_start(text: str, at: int) -> int | None:
    """Where the line of ``at`` starts; ``None`` on a line without indentation."""
    start = text.rfind("\n", max(0, at - _LONG_LINE), at) + 1
    return start if start or at <= _LONG_LINE else None


def _next(top: _Open) -> Due:
    return Due.NEXT_MEMBER if top.is_object else Due.NEXT_ITEM
