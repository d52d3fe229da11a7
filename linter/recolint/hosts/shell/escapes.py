"""Texts of a shell script in which backslashes have a meaning."""

from __future__ import annotations

import re

from recolint.hosts.shell.syntax import Part, PartKind
from recolint.hosts.traced import HOLE, Traced

_ANSI_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.)|(.))", re.DOTALL
)
_ANSI = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPABLE = {PartKind.DOUBLE: '$`"\\\n', PartKind.HERE: "$`\\\n"}


def unescaped(script: Traced, part: Part) -> Traced:
    """The text of ``part`` without its backslashes, each character with its place."""
    """The text of a run, or of one backslash and what follows it."""
    text = script.text
    if part.start >= part.end or text[part.start] != "\\":
        return script.slice(part.start, part.end)
    escaped = text[part.start + 1 : part.end]
    if escaped in ("\n", "\r\n"):
        return script.slice(part.start, part.start)
    if not escaped or (part.kind in _ESCAPABLE and escaped not in _ESCAPABLE[part.kind]):
        return script.slice(part.start, part.end)
    return _one(script, escaped, part.start, part.end)


def _one(script: Traced, characters: str, start: int, end: int) -> Traced:
    """``characters`` for which the script has the stretch ``start`` to ``end``."""
    span = script.span(start, end)
    count = len(characters)
    holes = {0: script.words_of(start, end) or HOLE} if characters == HOLE else {}
    return Traced(characters, [span.start] * count, [span.end] * count, span, holes)


def ansi(script: Traced, part: Part) -> Traced:
    """The text of ``part``, written as ``$'...'``."""
    text = script.text
    if re.match(r"#![^\n]*\b(?:da|a|po)?sh\b", text) and not re.match(r"#![^\n]*\b(?:ba|z|k)sh\b", text):
        # Not every sh knows these quotes.
        return Traced.hole(script.span(part.start, part.end), "$'...'")
    pieces = []
    at = part.start
    for match in _ANSI_ESCAPE.finditer(text, part.start, part.end):
        pieces.append(script.slice(at, match.start()))
        pieces.append(_one(script, _ansi_character(match), *match.span()))
        at = match.end()
    pieces.append(script.slice(at, part.end))
    return Traced.joined(pieces, script.span(part.start, part.end))


def _ansi_character(match: re.Match[str]) -> str:
    byte, short, long, octal, control, other = match.groups()
    if byte or octal:
        number = int(byte, 16) if byte else int(octal, 8) & 0xFF
        # A byte above ASCII is a part of a character.
        return chr(number) if 0 < number < 0x80 else HOLE
    if short or long:
        number = int(short or long, 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else HOLE
    if control:
        return HOLE
    return _ANSI.get(other, other if other in "\\'\"?" else "\\" + other)
