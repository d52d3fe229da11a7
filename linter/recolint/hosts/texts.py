"""JSON, YAML and shorthand in a host, as nodes of ``tree``: what has a hole is unknown, the rest is known.

A member with a hole in its name may be any: the structure around it is not whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from recolint.awscli import shorthand
from recolint.awscli.shorthand import Placed, ShorthandError
from recolint.base.finding import Part, Route
from recolint.base.text import Format, Source, Span
from recolint.document import Document, Fault, read
from recolint.hosts.traced import HOLE, Traced
from recolint.hosts.tree import Entry, Mapping, Node, Scalar, Sequence, Unknown
from recolint.request.contract import Shape

_SPACE = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(rf"[\w.+\-{HOLE}]+")
_DECODER = json.JSONDecoder()
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DEEPEST = 64
"""Levels of nesting that are read."""


class UnreadableError(Exception):
    """A text that is not what it has to be. ``span`` is its place in the host's file."""

    def __init__(self, span: Span, message: str) -> None:
        super().__init__(message)
        self.span = span


def from_json(text: Traced) -> Node:
    """The value that ``text`` contains as JSON; raises ``UnreadableError``.

    A text with holes that cannot be read is unknown as a whole: what is in the holes may make it right.
    """
    return _unless_holes(text, lambda: _Json(text).run())


def from_yaml(text: Traced) -> Node:
    """The value of the first YAML document in ``text``; raises ``UnreadableError`` as ``from_json`` does."""
    return _unless_holes(text, lambda: _first_document(text))


def from_shorthand(text: Traced, shape: Shape, load: shorthand.Load) -> Node:
    """The value of ``text``, which is shorthand for a value of ``shape``; raises ``UnreadableError``."""

    def read_it() -> Node:
        try:
            placed = shorthand.parse_placed(text.text, load)
        except (ShorthandError, RecursionError) as error:
            raise UnreadableError(text.whole, "expected JSON or shorthand") from error
        return _typed(placed, shape, text)

    return _unless_holes(text, read_it)


def scalar(text: Traced, start: int, end: int, value: Any) -> Node:
    """``value``, read from the stretch ``start`` to ``end`` of ``text``; unknown where that has a hole."""
    said = text.words_of(start, end)
    span = text.literal(start, end) or text.span(start, end)
    return Scalar(value, span) if said is None else Unknown(span, said)


def of_document(document: Document, text: Traced, is_known: Callable[[str], bool] = lambda _: True) -> Node:
    """The nodes of ``document``, read from ``text``. A scalar that ``is_known`` refuses, or with a tag, is unknown."""
    return _Documented(document, text, is_known).node(document.data, ())


def mapped(fault: Fault, text: Traced) -> UnreadableError:
    """Why ``text`` cannot be read, as ``fault`` says."""
    return UnreadableError(text.span(*fault.span), fault.message)


def _unless_holes(text: Traced, read_it: Callable[[], Node]) -> Node:
    try:
        return read_it()
    except UnreadableError:
        said = text.words_of(0, len(text.text))
        if said is None:
            raise
        return Unknown(text.whole, said)


class _Json:
    """Reads one JSON value. As ``json.loads``, but with places, and with holes wherever a value or member may be."""

    def __init__(self, text: Traced) -> None:
        self.traced = text
        self.text = text.text

    def run(self) -> Node:
        node, at = self.value(self.space(0), 0)
        if self.space(at) < len(self.text):
            raise self.wrong(self.space(at), "the end")
        return node

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        first = self.text[at : at + 1]
        if depth > _DEEPEST:
            raise UnreadableError(self.traced.whole, f"nested deeper than {_DEEPEST} levels")
        if first == "{":
            return self.object(at, depth)
        if first == "[":
            return self.array(at, depth)
        if first == '"':
            value, end = self.string(at)
            inner = (at + 1, end - 1)
            # A variable between the quotes: a fix changes the literal that was assigned to it.
            literal = self.traced.literal(*inner) if self.traced.regions else None
            node = scalar(self.traced, at, end, value)
            return (node._replace(span=literal) if literal is not None else node), end
        token = _TOKEN.match(self.text, at)
        if token is None:
            raise self.wrong(at, "a value")
        start, end = token.span()
        return scalar(self.traced, start, end, None if HOLE in token[0] else self.literal(token[0], at)), end

    def literal(self, token: str, at: int) -> Any:
        if token in _WORDS:
            return _WORDS[token]
        number = _NUMBER.fullmatch(token)
        try:
            if number is not None:
                return float(token) if number[1] or number[2] else int(token)
        except ValueError:
            # More digits than Python reads.
            pass
        raise self.wrong(at, "a value")

    def object(self, opening: int, depth: int) -> tuple[Node, int]:
        entries: list[Entry] = []
        whole = True
        at = self.space(opening + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] == HOLE:
                # A variable with members, and with a comma or not.
                whole = False
                at = self.space(at + 1)
                at = self.space(at + 1) if self.text[at : at + 1] == "," else at
                continue
            if self.text[at : at + 1] != '"':
                raise self.wrong(at, "a name in double quotes")
            name, end = self.string(at)
            key = self.traced.span(at, end)
            at = self.space(end)
            if self.text[at : at + 1] != ":":
                raise self.wrong(at, "':'")
            value, at = self.value(self.space(at + 1), depth + 1)
            if HOLE in name:
                whole = False
            else:
                entries.append(Entry(name, key, value))
            at = self.separated(at, "}")
        return Mapping(tuple(entries), self.traced.span(opening, at + 1), whole), at + 1

    def array(self, opening: int, depth: int) -> tuple[Node, int]:
        items: list[Node] = []
        whole = True
        at = self.space(opening + 1)
        while self.text[at : at + 1] != "]":
            # A variable may hold several items.
            whole = whole and self.text[at : at + 1] != HOLE
            item, at = self.value(at, depth + 1)
            items.append(item)
            at = self.separated(at, "]")
        return Sequence(tuple(items), self.traced.span(opening, at + 1), whole), at + 1

    def separated(self, at: int, end: str) -> int:
        """The offset of what follows the comma at ``at``, or of the closing bracket ``end``."""
        at = self.space(at)
        if self.text[at : at + 1] == ",":
            at = self.space(at + 1)
            if self.text[at : at + 1] == end:
                raise self.wrong(at, "a value or name after ','")
            return at
        if self.text[at : at + 1] not in (end, HOLE):
            raise self.wrong(at, f"',' or '{end}'")
        return at

    def string(self, at: int) -> tuple[str, int]:
        try:
            value, end = _DECODER.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            raise UnreadableError(self.traced.span(at, at + 1), "unterminated or invalid JSON string") from error
        return value, end

    def space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def wrong(self, at: int, expected: str) -> UnreadableError:
        found = f"'{self.text[at]}'" if at < len(self.text) and self.text[at].isprintable() else "something else"
        found = "the end" if at >= len(self.text) else found
        return UnreadableError(self.traced.span(at, min(at + 1, len(self.text))), f"expected {expected}, found {found}")


def _first_document(text: Traced) -> Node:
    reading = read(Source("", text.text, format=Format.YAML))
    if reading.faults:
        raise mapped(reading.faults[0], text)
    if not reading.documents:
        raise UnreadableError(text.whole, "expected a mapping, found nothing")
    return of_document(reading.documents[0], text)


class _Documented:
    """Makes nodes of a document's data and places."""

    def __init__(self, document: Document, text: Traced, is_known: Callable[[str], bool]) -> None:
        self.document = document
        self.text = text
        self.is_known = is_known

    def node(self, value: Any, route: Route) -> Node:
        place = self.document.place(route)
        span = self.text.span(*place)
        if self.text.text[place.start : place.start + 1] == "!":
            return Unknown(span, self.text.text[place.start : place.end])
        if isinstance(value, dict):
            kept = [(name, one) for name, one in value.items() if HOLE not in name]
            entries = tuple(Entry(name, self.key((*route, name)), self.node(one, (*route, name))) for name, one in kept)
            return Mapping(entries, span, whole=len(kept) == len(value))
        if isinstance(value, list):
            items = tuple(self.node(one, (*route, index)) for index, one in enumerate(value))
            return Sequence(items, span, whole=HOLE not in value)
        if isinstance(value, str) and HOLE in value:
            return Unknown(span, self.text.words_of(*place) or HOLE)
        if isinstance(value, str) and not self.is_known(value):
            return Unknown(span, value)
        return scalar(self.text, *place, value)

    def key(self, route: Route) -> Span:
        return self.text.span(*self.document.place(route, Part.KEY))


def _typed(placed: Placed, shape: Shape | None, text: Traced) -> Node:
    """The value of shorthand, which is all text, with the types of ``shape``; one value becomes a list of one."""
    value = placed.value
    span = text.span(*placed.span)
    if isinstance(value, dict):
        if shape is not None and shape.kind == "list":
            return Sequence((_typed(placed, shape.item, text),), span)
        entries = tuple(
            Entry(name, text.span(*member.name), _typed(member.value, shape.members.get(name) if shape else None, text))
            for name, member in value.items()
        )
        return Mapping(entries, span)
    if isinstance(value, list):
        item = shape.item if shape is not None else None
        items = tuple(_typed(one, item, text) for one in value)
        return Sequence(items, span, whole=not any(isinstance(one, Unknown) for one in items))
    if HOLE in value:
        return Unknown(text.literal(*placed.span) or span, text.words_of(*placed.span) or HOLE)
    if shape is not None and shape.kind == "list":
        return Sequence((_typed(placed, shape.item, text),), span)
    is_number = shape is not None and shape.kind == "integer" and re.fullmatch(r"\s*[-+]?[0-9]{1,4000}\s*", value)
    literal = text.literal(*placed.span) or _between_quotes(placed, text) or span
    return Scalar(int(value) if is_number else value, literal)


def _between_quotes(placed: Placed, text: Traced) -> Span | None:
    start, end = placed.span
    return text.literal(start + 1, end - 1) if text.regions and text.text[start : start + 1] in ("'", '"') else None
