"""Python text, its syntax, and the place of each part in the file."""

from __future__ import annotations

import ast
import re
import warnings
from array import array
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, cut
from recolint.hosts.python.names import Survey, survey
from recolint.hosts.python.unreachable import unreachable

_LINE_END = re.compile(r"\r\n|\r|\n")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
LOST = "\ufffd"
"""The character that the parser sees for a byte that is not UTF-8. A literal with it is unknown."""
MAX_SAID = 60


class BrokenError(Exception):
    """The text is not Python. ``offset`` counts code points from the start of the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Block(NamedTuple):
    """A run of statements: a file, or a cell of a notebook.

    ``forgotten`` are names that something unread may change before the statements run; ``fleeting``, those that
    the block does not keep. ``unsure`` is true where something unread may change any name.
    """

    statements: list[ast.stmt]
    forgotten: frozenset[str] = frozenset()
    fleeting: frozenset[str] = frozenset()
    unsure: bool = False


class _Wide(NamedTuple):
    """The characters of a line that take more than one byte of UTF-8. A line may be long, and is asked about often."""

    ends: array[int]
    """The column in bytes after each of them."""
    surpluses: array[int]
    """How many more bytes than characters the line has before the first of them, the second, and so on."""

    @classmethod
    def of(cls, line: str) -> _Wide:
        ends, surpluses = array("L"), array("L", [0])
        for match in _NOT_ASCII.finditer(line):
            surpluses.append(surpluses[-1] + len(match[0].encode("utf-8", "replace")) - 1)
            ends.append(match.end() + surpluses[-1])
        return cls(ends, surpluses)

    def surplus(self, column: int) -> int:
        """How many more bytes than characters there are before ``column`` (bytes, from 0)."""
        return self.surpluses[bisect_right(self.ends, column)]


class Text:
    """A text by lines and columns of the parser, which counts columns in bytes of UTF-8."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._wide: dict[int, _Wide] = {}

    def offset(self, line: int, column: int) -> int:
        """The offset in code points of a line (from 1) and a column (bytes, from 0), within the text."""
        if not 1 <= line <= len(self._starts):
            return len(self.text) if line > 1 else 0
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        if not self.text.isascii():
            if line not in self._wide:
                self._wide[line] = _Wide.of(self.text[start:end])
            column -= self._wide[line].surplus(column)
        return min(start + column, end)

    def line_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def start_of(self, line: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1]


class Readable(NamedTuple):
    """A text as the parser takes it, offsets unchanged. ``lossy`` is true where ``LOST`` replaces a character."""

    text: str
    lossy: bool


def readable(text: str) -> Readable:
    """``text`` for the parser."""
    kept, lost = _SURROGATE.subn(LOST, text)
    return Readable(kept, bool(lost))


def parse(text: str) -> list[ast.stmt]:
    """The statements of ``text``.

    Raises:
        BrokenError: the text is not Python, or nested too deeply.
    """
    if "\0" in text:
        raise BrokenError("the code contains a null character", text.index("\0"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text).body
    except SyntaxError as error:
        offset = Text(text).offset(error.lineno or 1, 0)
        # The column of an error counts characters, from 1.
        raise BrokenError(_reason(error), min(offset + max((error.offset or 1) - 1, 0), len(text))) from None
    except (RecursionError, MemoryError, ValueError):
        raise BrokenError("the code is nested too deeply", 0) from None


def _reason(error: SyntaxError) -> str:
    # Of the messages of CPython only those that quote nothing from the file.
    message = error.msg if error.msg and len(error.msg) <= MAX_SAID and error.msg.isascii() else "invalid syntax"
    return "invalid syntax" if "'" in message and "(" not in message[:1] else message


class Program:
    """The code of a file. ``place`` returns the place in the file of a span of ``text``.

    ``folder`` is the path of its folder from that of the host.
    """

    def __init__(
        self,
        text: str,
        blocks: list[Block],
        *,
        lossy: bool = False,
        place: Callable[[Span], Span] | None = None,
        name: str = "__main__",
        folder: str = "",
    ) -> None:
        self.blocks = blocks
        self.lossy = lossy
        self.name = name
        self.folder = folder
        self._text = Text(text)
        self._place = place
        self._spans: dict[ast.AST, Span] = {}
        self._said: dict[ast.AST, str] = {}

    @property
    def statements(self) -> list[ast.stmt]:
        """The statements of all blocks."""
        return [statement for block in self.blocks for statement in block.statements]

    @cached_property
    def unreachable(self) -> frozenset[ast.AST]:
        """The blocks that never run, whatever the values are; each block runs by itself."""
        return frozenset().union(*(unreachable(block.statements) for block in self.blocks))

    @cached_property
    def survey(self) -> Survey:
        """The uses of names in the whole program. It takes long for a long file, and each call may ask for it."""
        return survey(self.statements)

    def span(self, node: ast.AST) -> Span:
        """The place of ``node`` in the file."""
        span = self._spans.get(node)
        if span is None:
            span = self._spans[node] = self._placed(self._span(node))
        return span

    def tail(self, node: ast.AST, length: int) -> Span:
        """The place of the last ``length`` characters of ``node``."""
        end = self._span(node).end
        return self._placed(Span(max(end - length, 0), end))

    def head(self, node: ast.AST, length: int) -> Span:
        """The place of the first ``length`` characters of ``node``."""
        start = self._span(node).start
        return self._placed(Span(start, start + length))

    def said(self, node: ast.AST) -> str:
        """How the file writes ``node``, on one line and short."""
        said = self._said.get(node)
        if said is None:
            said = self._said[node] = self._words(node)
        return said

    def _words(self, node: ast.AST) -> str:
        span = self._span(node)
        words = " ".join(self._text.text[span.start : min(span.end, span.start + 4 * MAX_SAID)].split())
        return cut(words, MAX_SAID)

    def _span(self, node: ast.AST) -> Span:
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        end_line, end_column = getattr(node, "end_lineno", None) or line, getattr(node, "end_col_offset", None)
        start = self._text.offset(line, column)
        return Span(start, max(start, self._text.offset(end_line, column if end_column is None else end_column)))

    def _placed(self, span: Span) -> Span:
        return self._place(span) if self._place else span
