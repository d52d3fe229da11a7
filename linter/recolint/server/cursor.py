"""Where in a request a cursor is, also in a text that is not finished and cannot be read.

A document that can be read has exact places, but while a user types, it is usually unfinished. Then the place of the
cursor follows from the indentation of the lines above (YAML), or from the open brackets (JSON, and YAML's flow style).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recolint.base.finding import Part, Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span

_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s\-#:,\[\]{}"'&*!|>%@`][^:#]*?)\s*:(?=\s|$)""")
_DASH = re.compile(r"-(?=\s|$)[ ]*")
_BLOCK_SCALAR = re.compile(r"[|>][-+0-9]*\s*(?:#.*)?$")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_WORD = re.compile(r"[^\s,\[\]{}:#]*$")
_REST = re.compile(r"[^\s,\[\]{}:#]*")
_OPEN_QUOTE = re.compile(r"""(?:^|[\s,\[{:])(["'])((?:(?!\1)[^\\]|\\.)*)$""")
_COMMENT = re.compile(
    r"""(?:(?<![^\s,\[{:])"(?:[^"\\]|\\.)*+(?:"|$)|(?<![^\s,\[{:])'(?:[^']|'')*+(?:'|$)|(?<=\S)\#|[^#])*+(?<!\S)\#"""
)
"""A line up to its comment. It never backtracks, or a line with ten apostrophes would take minutes."""

_RULES = re.compile(r"#\s*recolint\s*:\s*ignore(?:-file)?\[(?:[^\]]*[,\s])?([^\],\s]*)$")
_TOKEN = re.compile(
    r"""\s+|\#[^\n]*|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\n]|'')*'?|[{}\[\],]|:(?=[\s,\[\]{}"']|$)|[^\s,\[\]{}:]+|."""
)


class Context(NamedTuple):
    """Where a cursor is.

    If the user writes a member's name (``part`` is ``KEY``), ``route`` is its structure; otherwise the value itself.
    ``word`` is the word at the cursor, from its quote or first letter. ``quoted`` is its opening quote, or empty.
    ``is_flow``: the cursor is within brackets. ``follows``: a colon follows the word.
    """

    route: Route
    part: Part
    word: Span
    is_flow: bool
    quoted: str = ""
    follows: bool = False


@dataclass
class _Level:
    """A block collection that is open at a line: its column, and the step that leads into it."""

    column: int
    step: str | int
    is_item: bool


@dataclass
class _Bracket:
    """An open bracket, and how far it is read."""

    is_list: bool
    name: str | None = None
    index: int = 0

    @property
    def next_step(self) -> str | int | None:
        """The step of the value that is being written; ``None`` where a member is being named."""
        return self.index if self.is_list else self.name

    def take(self, word: str, last: str) -> None:
        """Continue with the token ``word``, which follows ``last``."""
        if word == ",":
            self.index += 1
            self.name = None
        elif word == ":" and not self.is_list:
            self.name = _unquoted(last)


def in_rules(text: str, offset: int) -> Span | None:
    """The word at ``offset`` where it names a rule in an ignore comment; ``None`` elsewhere."""
    start = text.rfind("\n", 0, offset) + 1
    found = _RULES.search(text[start:offset])
    return None if found is None else Span(start + found.start(1), offset)


def context(text: str, offset: int, *, is_json: bool) -> Context | None:
    """Where ``offset`` is in ``text``; ``None`` in a comment, in a block scalar, and where nothing fits."""
    if is_json:
        return _in_flow(text, 0, offset, ())
    return _in_block(text, offset)


def _in_block(text: str, offset: int) -> Context | None:
    levels: list[_Level] = []
    scalar = -1
    """The indentation of the key of the block scalar that the loop skips; -1 outside of one."""
    at = 0
    while True:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end].rstrip("\r")
        is_last = offset <= end
        indentation = len(line) - len(line.lstrip(" "))
        blank = not line.strip() or line.lstrip().startswith("#")
        if scalar >= 0 and not blank and indentation <= scalar:
            scalar = -1
        if is_last:
            if scalar >= 0 and (not blank or offset - at > scalar + 1):
                return None
            return _last_line(text, line, at, offset, levels)
        if not blank and scalar < 0:
            if line.startswith(("---", "...")):
                levels = []
            else:
                opened, scalar = _enter(line, levels)
                if opened is not None:
                    # A bracket may stay open over lines.
                    close = _closed(text, at + opened, offset)
                    if close is None:
                        return _in_flow(text, at + opened, offset, _route(levels))
                    end = text.find("\n", close)
                    end = len(text) if end < 0 else end
                    if offset <= end:
                        return None
        at = end + 1


def _enter(line: str, levels: list[_Level]) -> tuple[int | None, int]:
    """Follow ``line`` into ``levels``: the column of a bracket that it opens, and the indentation of a block scalar."""
    column = len(line) - len(line.lstrip(" "))
    while dash := _DASH.match(line, column):
        _item(levels, column)
        column = dash.end()
    found = _KEY.match(line, column)
    if found is None:
        return (column, -1) if line[column : column + 1] in {"{", "["} else (None, -1)
    _member(levels, column, found[1])
    rest = found.end()
    rest += len(line[rest:]) - len(line[rest:].lstrip())
    if properties := _PROPERTIES.match(line, rest):
        rest = properties.end()
    if line[rest : rest + 1] in {"{", "["}:
        return rest, -1
    return None, column if _BLOCK_SCALAR.match(line[rest:]) else -1


def _item(levels: list[_Level], column: int) -> None:
    while levels and levels[-1].column > column:
        levels.pop()
    if levels and levels[-1].is_item and levels[-1].column == column:
        levels[-1] = _Level(column, int(levels[-1].step) + 1, is_item=True)
    else:
        levels.append(_Level(column, 0, is_item=True))


def _member(levels: list[_Level], column: int, name: str) -> None:
    while levels and levels[-1].column >= column:
        levels.pop()
    levels.append(_Level(column, _unquoted(name), is_item=False))


def _route(levels: list[_Level]) -> Route:
    return tuple(level.step for level in levels)


def _last_line(text: str, line: str, at: int, offset: int, levels: list[_Level]) -> Context | None:
    """The context at ``offset`` in ``line``, the line that starts at ``at``."""
    cursor = offset - at
    if _in_comment(line[:cursor]):
        return None
    column = len(line) - len(line.lstrip(" "))
    if cursor < column or not line.strip():
        column = cursor
    while dash := _DASH.match(line, column):
        _item(levels, column)
        # After a dash with no text behind it, the item begins at the cursor.
        column = dash.end() if line[dash.end() :].strip() else max(cursor, column + 1)
    if column > cursor:
        return None
    found = _KEY.match(line, column)
    if found is not None and cursor > found.end():
        _member(levels, column, found[1])
        return _value_of_line(text, line, at, offset, found.end(), _route(levels))
    if found is not None and cursor == found.end():
        return None
    if line[column : column + 1] in {"{", "["} and column < cursor:
        return _in_flow(text, at + column, offset, _route(levels))
    while levels and (levels[-1].column > column or (levels[-1].column == column and not levels[-1].is_item)):
        levels.pop()
    # A user who removes a name leaves a colon with nothing before it.
    nameless = found is None and line[column : column + 1] == ":"
    end = at + (found.end(1) if found is not None else column if nameless else len(line.rstrip()))
    first = line[column : column + 1]
    quoted = first if first in {'"', "'"} else ""
    word = Span(at + column, max(end, offset))
    return Context(_route(levels), Part.KEY, word, is_flow=False, quoted=quoted, follows=found is not None or nameless)


def _value_of_line(text: str, line: str, at: int, offset: int, colon: int, route: Route) -> Context | None:
    """The context in the value that follows the colon at ``colon`` in ``line``."""
    cursor = offset - at
    start = min(colon + len(line[colon:]) - len(line[colon:].lstrip()), cursor)
    if properties := _PROPERTIES.match(line[:cursor], start):
        start = properties.end()
    if line[start : start + 1] in {"{", "["} and start < cursor:
        return _in_flow(text, at + start, offset, route)
    return _value(text, at + start, offset, route)


def _in_comment(line: str) -> bool:
    return _COMMENT.match(line) is not None


def _value(text: str, start: int, offset: int, route: Route) -> Context:
    end = start
    quoted = text[start : start + 1] if text[start : start + 1] in {'"', "'"} else ""
    if quoted:
        close = text.find(quoted, start + 1)
        line = text.find("\n", start)
        line = len(text) if line < 0 else line
        end = close + 1 if 0 <= close < line else line
    else:
        line = text.find("\n", start)
        end = len(text) if line < 0 else line
        comment = text.find(" #", start, end)
        end = comment if comment >= 0 else end
        end = start + len(text[start:end].rstrip())
    return Context(route, Part.VALUE, Span(start, max(end, offset)), is_flow=False, quoted=quoted)


def _closed(text: str, start: int, offset: int) -> int | None:
    """Where the bracket at ``start`` closes, before ``offset``; ``None`` where it is open there."""
    depth = 0
    for token in _TOKEN.finditer(text, start, offset):
        if token[0] in {"{", "["}:
            depth += 1
        elif token[0] in {"}", "]"}:
            depth -= 1
            if depth <= 0:
                return token.end()
    return None


def _in_flow(text: str, start: int, offset: int, route: Route) -> Context | None:
    """The context within brackets: what is open at ``offset`` of those from ``start`` on."""
    stack = _open_brackets(text, start, offset)
    if not stack:
        return None
    outer = [bracket.next_step for bracket in stack[:-1]]
    if None in outer:
        return None
    inner: Route = (*route, *(step for step in outer if step is not None))
    word = _word(text, offset)
    first = text[word.start : word.start + 1]
    quoted = first if first in {'"', "'"} else ""
    step = stack[-1].next_step
    if step is None:
        follows = re.match(r"\s*:", text[word.end :]) is not None
        return Context(inner, Part.KEY, word, is_flow=True, quoted=quoted, follows=follows)
    return Context((*inner, step), Part.VALUE, word, is_flow=True, quoted=quoted)


def _open_brackets(text: str, start: int, offset: int) -> list[_Bracket]:
    """The brackets that are open at ``offset``, the outermost first; none within a comment."""
    stack: list[_Bracket] = []
    last = ""
    for token in _TOKEN.finditer(text, start, offset):
        word = token[0]
        if word.startswith("#") and token.end() == offset:
            return []
        if word.isspace() or word.startswith("#"):
            continue
        if word in {"{", "["}:
            stack.append(_Bracket(is_list=word == "["))
        elif word in {"}", "]"}:
            del stack[-1:]
        elif stack:
            stack[-1].take(word, last)
        last = word
    return stack


def _word(text: str, offset: int) -> Span:
    """The word around ``offset``, with its quotes."""
    start = text.rfind("\n", 0, offset) + 1
    line = text[start:offset]
    opened = _OPEN_QUOTE.search(line)
    if opened is not None and line[: opened.start(1)].count(opened[1]) % 2 == 0:
        end = text.find(opened[1], offset)
        newline = text.find("\n", offset)
        newline = len(text) if newline < 0 else newline
        return Span(start + opened.start(1), end + 1 if 0 <= end < newline else offset)
    head = _WORD.search(line)
    tail = _REST.match(text, offset)
    return Span(start + head.start() if head else offset, tail.end() if tail else offset)


def _unquoted(word: str) -> str:
    return word[1:].rstrip(word[0]) if word[:1] in {'"', "'"} else word.strip()
