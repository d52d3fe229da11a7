"""How a document is laid out: which text belongs to which entry and line, and the habits that new text follows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from enum import Enum
from functools import cached_property

from recolint.base.finding import Part, Route, pointer
from recolint.base.text import Span
from recolint.document import Comment, Document, Entry, Format
from recolint.fix.text_edit import CannotFixError

_PROPERTIES = re.compile(r"(?:[!&][^\s,\[\]{}]*\s+)*")
_ANCHOR_BEFORE = re.compile(r"&[^\s,\[\]{}]*[ \t]+\Z")
_LINE = re.compile(r"[^\r\n]*")
_LINE_TO_TEXT = re.compile(r"(?:\r\n|\r|\n)(?=[ \t]*[^ \t\r\n])")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_COMMENT_BEHIND = re.compile(r"[ \t]+#.*")
_MERGE_KEY = re.compile(r"""(?<![^\s{,\-])(?:<<|"<<"|'<<')[ \t]*:""")


class Shape(Enum):
    """How a collection is written."""

    FLOW = "in brackets"
    BLOCK = "one entry a line"
    PAIR = "a pair without braces, in brackets"
    ALIAS = "an alias"


class Layout:
    """Answers about one document, which is parsed for places when the first question comes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.source.text
        self.is_json = document.format is Format.JSON
        self._positions: dict[Route, Mapping[str | int, int]] = {}

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return self.document.entries()

    @cached_property
    def _by_place(self) -> dict[tuple[Span, Span], Entry]:
        return {(entry.key or entry.value, entry.value): entry for entry in self._entries}

    @cached_property
    def _by_route(self) -> dict[Route, Entry]:
        return {entry.route: entry for entry in self._entries}

    @cached_property
    def _children(self) -> dict[Route, list[Entry]]:
        children: dict[Route, list[Entry]] = {}
        for entry in self._entries:
            if entry.route:
                children.setdefault(entry.route[:-1], []).append(entry)
        return children

    def positions(self, entry: Entry) -> Mapping[str | int, int]:
        """The numbers of the entries in ``entry``, in order of the text, by their last step."""
        if entry.route not in self._positions:
            numbers = {child.route[-1]: number for number, child in enumerate(self.children(entry))}
            self._positions[entry.route] = numbers
        return self._positions[entry.route]

    def entry(self, route: Route) -> Entry:
        """The entry with the text of the value at ``route``: the anchor's, for what an alias or a merge key brings.

        Raises ``CannotFixError`` for a route that is not there or has no text of its own.
        """
        try:
            place = self.document.place(route, Part.KEY), self.document.place(route)
            return self._by_place[place]
        except LookupError as error:
            raise CannotFixError(f"no value of its own at {pointer(route) or 'the top level'!r}") from error

    def structure(self, route: Route) -> Entry:
        """The entry of the structure at ``route``, found through an alias too. Raises ``CannotFixError``."""
        entry = self.entry(route)
        data = self.document.value(entry.route)
        if not isinstance(data, dict):
            raise CannotFixError(f"no structure at {pointer(route)!r}")
        if self.shape(entry) is not Shape.ALIAS:
            return entry
        for name in data:
            return self.parent(self.entry((*route, name)))
        raise CannotFixError("its value is an alias")

    def parent(self, entry: Entry) -> Entry:
        """The collection that ``entry`` is in; raises ``CannotFixError`` for the root."""
        if not entry.route:
            raise CannotFixError("the top level is not in a collection")
        return self._by_route[entry.route[:-1]]

    def children(self, entry: Entry) -> list[Entry]:
        """The members or items that are written in ``entry``, in order of the text."""
        return self._children.get(entry.route, [])

    def shape(self, entry: Entry) -> Shape:
        """How the collection ``entry`` is written."""
        opening = self.text[self.content(entry)]
        if opening in "{[":
            return Shape.FLOW
        if opening == "*":
            return Shape.ALIAS
        return Shape.PAIR if self.in_flow(entry) else Shape.BLOCK

    def in_flow(self, entry: Entry) -> bool:
        """Whether ``entry`` is within brackets."""
        above = (self._by_route[entry.route[:length]] for length in range(len(entry.route)))
        return any(self.text[self.content(one)] in "{[" for one in above)

    def content(self, entry: Entry) -> int:
        """Where the value of ``entry`` starts behind its tag."""
        match = _PROPERTIES.match(self.text, entry.value.start, entry.value.end)
        return match.end() if match else entry.value.start

    def head(self, entry: Entry) -> int:
        """Where ``entry``, in brackets, starts: at its key, or at its value with the anchor before it."""
        if entry.key is not None:
            return entry.key.start
        anchor = _ANCHOR_BEFORE.search(self.text, self.line_start(entry.value.start), entry.value.start)
        return anchor.start() if anchor else entry.value.start

    def has_merge_key(self, entry: Entry) -> bool:
        """Whether members of ``entry`` come by ``<<``, which is not an entry."""
        data = self.document.value(entry.route)
        if self.is_json or not isinstance(data, dict):
            return False
        children = self.children(entry)
        at = entry.value.start
        for child in (*children, None):
            end = self.head(child) if child is not None else entry.value.end
            if _MERGE_KEY.search(self.text, at, end):
                return True
            at = child.value.end if child is not None else end
        return len(children) < len(data)

    # Lines

    def ends_block_scalar(self, offset: int) -> bool:
        """Whether the text before ``offset``, except white space, is a block scalar."""
        while offset and self.text[offset - 1].isspace():
            offset -= 1
        at = bisect_left(self._block_scalars, Span(offset, 0)) - 1
        return at >= 0 and offset <= self._block_scalars[at].end

    @cached_property
    def _block_scalars(self) -> list[Span]:
        return sorted(
            one.value for one in self._entries if self.text[one.value.start : one.value.start + 1] in ("|", ">")
        )

    def line_start(self, offset: int) -> int:
        """Where the line of ``offset`` starts."""
        return offset - self.document.source.position(offset).column + 1

    def column(self, offset: int) -> int:
        """How many characters are before ``offset`` on its line."""
        return len(self.before(offset))

    def line_end(self, offset: int) -> int:
        """Where the line of ``offset`` ends, before its line break."""
        match = _LINE.match(self.text, offset)
        return match.end() if match else offset

    def next_line(self, offset: int) -> int:
        """Where the line after that of ``offset`` starts; the end of the text after the last line."""
        end = self.line_end(offset)
        match = _LINE_BREAK.match(self.text, end)
        return match.end() if match else end

    def line_starts(self, start: int, end: int) -> list[int]:
        """Where the lines begin that are not blank, after that of ``start`` and before ``end``."""
        return [match.end() for match in _LINE_TO_TEXT.finditer(self.text, start, end)]

    def before(self, offset: int) -> str:
        """The text of the line before ``offset``."""
        return self.text[self.line_start(offset) : offset]

    def after(self, offset: int) -> str:
        """The text of the line from ``offset``."""
        return self.text[offset : self.line_end(offset)]

    def indentation(self, offset: int) -> str:
        """The white space at the beginning of the line of ``offset``."""
        line = self.text[self.line_start(offset) : self.line_end(offset)]
        return line[: len(line) - len(line.lstrip(" \t"))]

    # Comments

    @cached_property
    def _comments(self) -> tuple[Comment, ...]:
        return self.document.comments()

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [comment.span.start for comment in self._comments]

    def comments(self, start: int, end: int) -> tuple[Comment, ...]:
        """The comments that begin in ``start`` to ``end``."""
        return self._comments[bisect_left(self._comment_starts, start) : bisect_left(self._comment_starts, end)]

    def comment_behind(self, entry: Entry) -> str:
        """The comment that ends the line of ``entry``, with the white space before it; empty if missing."""
        after = self.after(entry.value.end)
        return after if _COMMENT_BEHIND.fullmatch(after) else ""

    # Habits

    @cached_property
    def newline(self) -> str:
        """The line break that the text uses first."""
        match = _LINE_BREAK.search(self.text)
        return match[0] if match else "\n"

    @cached_property
    def unit(self) -> str:
        """The indentation of one level: as the first entry on a line below its parent's; else 2 blanks."""
        for entry in self._entries:
            start = entry.key.start if entry.key else entry.value.start
            if not entry.route or self.before(start).strip(" \t"):
                continue
            above = self._by_route[entry.route[:-1]]
            outer = self.indentation(above.key.start if above.key else above.value.start)
            inner = self.before(start)
            if inner.startswith(outer) and inner != outer:
                return inner[len(outer) :]
        return "  "

    @cached_property
    def list_indent(self) -> str:
        """The indentation of the dashes of a block list below their key, as in the first such list; else ``unit``."""
        for entry in self._entries:
            if entry.key is None or self.line_start(entry.value.start) < entry.key.end:
                continue
            if self.text[entry.value.start : entry.value.start + 1] == "-" and self.shape(entry) is Shape.BLOCK:
                return " " * (self.column(entry.value.start) - self.column(entry.key.start))
        return self.unit

    @cached_property
    def is_tight(self) -> bool:
        """Whether no blank follows a colon, as in compact JSON."""
        first = next((entry for entry in self._entries if entry.key), None)
        return self.is_json and first is not None and self.text[first.value.start - 1] == ":"
