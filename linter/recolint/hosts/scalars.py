"""The text of a JSON or YAML string, and where each of its characters is in the file."""

from __future__ import annotations

import re

from recolint.base.text import Span
from recolint.hosts.traced import HOLE, Same, Traced

_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r?\n[ \t]*|.)", re.DOTALL)
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\r?\n")
_BLANKS = " \t\r\n"


def traced(source: str, span: Span, value: str) -> Traced:
    """``value``, a string that the file ``source`` has at ``span``, in whatever quotes or block it is written.

    If value and source cannot be aligned, each character has the place of the whole.
    """
    header = _BLOCK.match(source, span.start)
    places = _of_block(source, header.end(), span.end, value) if header else _of_line(source, span, value)
    said = {at: HOLE for at, character in enumerate(value) if character == HOLE}
    if places is None:
        return Traced(value, Same(span.start, len(value)), Same(span.end, len(value)), span, said)
    return Traced(value, [one.start for one in places], [one.end for one in places], span, said)


def _of_block(source: str, start: int, end: int, value: str) -> list[Span] | None:
    """The places of the characters of a block scalar with the lines ``start`` to ``end``."""
    first = re.compile(r"(?:[ \t]*\r?\n)*( *)").match(source, start)
    indent = len(first[1]) if first else 0
    places: list[Span] = []
    at = start
    begins = True
    for character in value:
        if begins:
            at = _past_indent(source, at, end, indent)
        if at < end and source[at] == "\r" and character == "\n":
            at += 1
        # The end of the last line is not a part of the scalar's place.
        is_there = at < end or character == "\n" == source[at : at + 1]
        if not is_there or (source[at] != character and not (source[at] == "\n" and character == " ")):
            if character != "\n":
                return None
            # The last line has no end in the file, or blank lines were folded.
            last = max(min(at, end) - 1, start)
            places.append(Span(last, last + 1))
            begins = True
            continue
        places.append(Span(at, at + 1))
        begins = source[at] == "\n"
        at += 1
    return places


def _past_indent(source: str, at: int, end: int, indent: int) -> int:
    stop = min(at + indent, end)
    while at < stop and source[at] == " ":
        at += 1
    return at


def _of_line(source: str, span: Span, value: str) -> list[Span] | None:
    """Where the characters of a plain or quoted scalar are."""
    at, end = span
    quote = source[at : at + 1]
    quote = quote if quote in ('"', "'") else ""
    at += len(quote)
    end -= len(quote)
    places: list[Span] = []
    for character in value:
        while quote == '"' and (empty := _ESCAPE.match(source, at)) is not None and empty[0][1] in "\r\n":
            at = empty.end()
        found = _next(source, at, end, quote, character)
        if found is None:
            return None
        places.append(found)
        at = found.end
    return places


def _next(source: str, at: int, end: int, quote: str, character: str) -> Span | None:
    """The text at ``at`` for ``character``: itself, an escape, or a line end with the blanks around it."""
    if at >= end:
        return None
    if quote == '"' and source[at] == "\\":
        escape = _ESCAPE.match(source, at)
        if escape is None:
            return None
        width = escape.end()
        if escape[0][1] == "u" and ord(character) > 0xFFFF:
            # JSON writes such a character as two.
            second = _ESCAPE.match(source, width)
            width = second.end() if second else width
        return Span(at, width)
    if quote == "'" and source.startswith("''", at):
        return Span(at, at + 2)
    if character in " \n" and source[at] in _BLANKS and (line := _folded(source, at, end)) is not None:
        # A blank line is a line end, all others together a blank.
        return Span(at, line)
    return Span(at, at + 1) if source[at] == character else None


def _folded(source: str, at: int, end: int) -> int | None:
    """Where the next line's text begins if only blanks are left on this one; of several empty lines, the next."""
    stop = at
    while stop < end and source[stop] in " \t\r":
        stop += 1
    if stop >= end or source[stop] != "\n":
        return None
    stop += 1
    while stop < end and source[stop] in " \t\r":
        stop += 1
    return stop
