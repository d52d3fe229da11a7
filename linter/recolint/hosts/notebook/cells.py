"""The cells of a notebook, and the place of each character of their code in the JSON of the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]', re.DOTALL)
_PLAIN = re.compile(r"[^,\]}\s\"{\[]+")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\(?:u[0-9a-fA-F]{4}|.)", re.DOTALL)


class MalformedError(Exception):
    """The file is not the JSON of a notebook. ``offset`` is where."""

    def __init__(self, offset: int, message: str = "the notebook is not valid JSON") -> None:
        super().__init__(message)
        self.offset = offset


class Code(NamedTuple):
    """Text, and for each character the offsets in the file where it starts and ends."""

    text: str
    starts: tuple[int, ...] | list[int]
    ends: tuple[int, ...] | list[int]

    def span(self, span: Span) -> Span:
        """The place of a stretch of the text in the file."""
        if not self.text:
            return Span(0, 0)
        start = min(span.start, len(self.text) - 1)
        if span.end <= span.start:
            at = self.starts[start] if span.start < len(self.text) else self.ends[-1]
            return Span(at, at)
        return Span(self.starts[start], self.ends[min(span.end, len(self.text)) - 1])


class Cell(NamedTuple):
    """A cell of code. ``number`` counts all cells, from 1."""

    number: int
    code: Code


class Lost(NamedTuple):
    """A cell with a source that is not text. ``number`` counts all cells, from 1."""

    number: int
    span: Span
    message: str


class CellPosition(NamedTuple):
    """A cell, and a line and column in it, all from 1."""

    cell: int
    line: int
    column: int


class Notebook:
    """The cells of code of a notebook in the JSON ``text``.

    Raises:
        MalformedError: the text is not such JSON.
    """

    def __init__(self, text: str) -> None:
        self.cells: list[Cell] = []
        self.lost: list[Lost] = []
        self.is_python = True
        _Reader(text, self).read()
        self._starts = [cell.code.starts[0] for cell in self.cells]

    def cell_at(self, offset: int) -> int | None:
        """The number of the cell of code that has the file's ``offset``."""
        found = self._at(offset)
        return found.number if found else None

    def position(self, offset: int) -> CellPosition | None:
        """The cell, line and column of the file's ``offset``; ``None`` outside of code."""
        cell = self._at(offset)
        if cell is None:
            return None
        at = bisect_right(cell.code.starts, offset) - 1
        if offset >= cell.code.ends[at]:
            # Between two lines of the JSON list, or at the very end.
            at += 1
        before = cell.code.text[:at]
        return CellPosition(cell.number, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)

    def _at(self, offset: int) -> Cell | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset > self.cells[index].code.ends[-1]:
            return None
        return self.cells[index]


class _Reader:
    def __init__(self, text: str, notebook: Notebook) -> None:
        self._text = text
        self._notebook = notebook
        self._number = 0

    def read(self) -> None:
        begin = self._space(0)
        if self._text[begin : begin + 1] != "{":
            raise MalformedError(begin, "expected the JSON object of a notebook")
        for name, at in self._members(begin):
            if name == "cells":
                if self._text[at : at + 1] != "[":
                    raise MalformedError(at, "cells must be a list")
                self._cells(at)
            elif name == "worksheets":
                for sheet in self._items(at):
                    for inner, start in self._members(sheet):
                        if inner == "cells":
                            self._cells(start)
            elif name == "metadata":
                self._metadata(at)

    def _metadata(self, at: int) -> None:
        for name, start in self._members(at):
            if name in {"kernelspec", "language_info"}:
                for inner, value in self._members(start):
                    if inner == ("language" if name == "kernelspec" else "name"):
                        language = self._scalar(value)
                        self._notebook.is_python = self._notebook.is_python and "python" in language.lower()

    def _cells(self, at: int) -> None:
        for start in self._items(at):
            self._number += 1
            members = dict(self._members(start))
            source = members.get("source", members.get("input"))
            if source is None or "cell_type" not in members or self._scalar(members["cell_type"]) != "code":
                continue
            pieces = list(self._items(source)) if self._text[source] == "[" else [source]
            wrong = next((at for at in pieces if self._text[at] != '"'), None)
            if wrong is not None:
                message = "the source of a cell must be a string or a list of strings"
                self._notebook.lost.append(Lost(self._number, Span(wrong, self._skip(wrong)), message))
                continue
            code = self._code(pieces)
            if code.text:
                self._notebook.cells.append(Cell(self._number, code))

    def _code(self, pieces: list[int]) -> Code:
        characters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        for at in pieces:
            match = _STRING.match(self._text, at)
            if match is None:
                raise MalformedError(at)
            done = at + 1
            for escape in _ESCAPE.finditer(self._text, at + 1, match.end() - 1):
                self._plain(done, escape.start(), characters, starts, ends)
                characters.append(self._unescaped(escape))
                starts.append(escape.start())
                ends.append(escape.end())
                done = escape.end()
            self._plain(done, match.end() - 1, characters, starts, ends)
        return Code("".join(characters), starts, ends)

    def _plain(self, start: int, end: int, characters: list[str], starts: list[int], ends: list[int]) -> None:
        characters.extend(self._text[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    def _unescaped(self, escape: re.Match[str]) -> str:
        try:
            return str(json.loads(f'"{escape[0]}"'))
        except ValueError:
            raise MalformedError(escape.start()) from None

    def _members(self, at: int) -> Iterator[tuple[str, int]]:
        """The names of an object and where their values start; nothing if it is not an object."""
        if self._text[at : at + 1] != "{":
            self._skip(at)
            return
        at = self._space(at + 1)
        while self._text[at : at + 1] != "}":
            match = _STRING.match(self._text, at)
            colon = self._space(match.end()) if match else at
            if match is None or self._text[colon : colon + 1] != ":":
                raise MalformedError(at)
            start = self._space(colon + 1)
            yield self._scalar(at), start
            at = self._behind(self._skip(start), "}")

    def _items(self, at: int) -> Iterator[int]:
        """Where the items of a list start; nothing if it is not a list."""
        if self._text[at : at + 1] != "[":
            self._skip(at)
            return
        at = self._space(at + 1)
        while self._text[at : at + 1] != "]":
            yield at
            at = self._behind(self._skip(at), "]")

    def _behind(self, at: int, closing: str) -> int:
        """The offset of the next item behind a value's comma, or of the closing bracket."""
        at = self._space(at)
        if self._text[at : at + 1] == ",":
            return self._space(at + 1)
        if self._text[at : at + 1] != closing:
            raise MalformedError(at)
        return at

    def _skip(self, at: int) -> int:
        """The offset behind the value at ``at``, without recursion."""
        first = self._text[at : at + 1]
        if not first or first not in '{["':
            match = _PLAIN.match(self._text, at)
            if match is None:
                raise MalformedError(at)
            return match.end()
        depth = 0
        for token in _TOKEN.finditer(self._text, at):
            depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
            if depth <= 0:
                return token.end()
        raise MalformedError(len(self._text))

    def _scalar(self, at: int) -> str:
        match = _STRING.match(self._text, at)
        try:
            return str(json.loads(match[0], strict=False)) if match else ""
        except ValueError:
            return ""

    def _space(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at
