"""The text of an open document: positions of the protocol to offsets and back, and edits to it.

Offsets count code points. The protocol counts lines that end with ``\\n``, ``\\r\\n`` or ``\\r``, and characters in
code units of the encoding that client and server agreed on.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from recolint.base.named_tuple import NamedTuple

_LINE_END = re.compile(r"\r\n|\n|\r")

UNITS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
"""The encodings of positions, the preferred last, and the bytes of a code unit of each."""


class At(NamedTuple):
    """A position of the protocol: line and code unit, both from 0."""

    line: int
    character: int


class Change(NamedTuple):
    """``text`` replaces what is between ``start`` and ``end``; the whole document if both are ``None``."""

    text: str
    start: At | None = None
    end: At | None = None


class Buffer:
    """A text with its lines. Never changes: an edit makes a new one."""

    def __init__(self, text: str, encoding: str = "utf-16") -> None:
        self.text = text
        self.encoding = encoding
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def offset(self, at: At) -> int:
        """The offset of ``at``. A position after the end of its line counts as the end, as the protocol requires."""
        if at.line < 0:
            return 0
        if at.line >= len(self._starts):
            return len(self.text)
        start = self._starts[at.line]
        line = self._line(at.line)
        return start + self._code_points(line, max(0, at.character))

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a line and a code point in it, both from 0, as ``base.text`` counts them."""
        return self._starts[min(line, len(self._starts) - 1)] + column

    def at(self, offset: int) -> At:
        """The position of ``offset``."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return At(line, self._units(before))

    def edited(self, changes: list[Change]) -> Buffer:
        """The text after ``changes``, each made in the text that the one before left."""
        buffer = self
        for change in changes:
            if change.start is None or change.end is None:
                text = change.text
            else:
                start, end = sorted((buffer.offset(change.start), buffer.offset(change.end)))
                text = buffer.text[:start] + change.text + buffer.text[end:]
            buffer = Buffer(text, self.encoding)
        return buffer

    def _line(self, number: int) -> str:
        """Line ``number`` without its end."""
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return self.text[self._starts[number] : end].rstrip("\r\n")

    def _units(self, text: str) -> int:
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        codec = {"utf-8": "utf-8", "utf-16": "utf-16-le"}[self.encoding]
        return len(text.encode(codec, "surrogatepass")) // UNITS[self.encoding]

    def _code_points(self, line: str, units: int) -> int:
        """How many code points of ``line`` end within the first ``units`` code units."""
        if line.isascii() or self.encoding == "utf-32":
            return min(units, len(line))
        known = 0
        for number, character in enumerate(line):
            known += self._units(character)
            if known > units:
                return number
        return len(line)
