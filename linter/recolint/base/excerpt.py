"""The lines of a text that a report may quote, kept after the text was read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Position, Source, Span

CONTEXT = 2
"""Lines that a report may show before and after a place."""

LINES = 6
"""Lines that a report may show of a place that has more."""


class Excerpt(NamedTuple):
    """The name of a file, the number of its last line with text, and lines of it by their numbers (from 1)."""

    path: str
    last: int
    lines: dict[int, str]
    cell: int | None = None
    """The cell of a notebook, from 1, in which the lines count."""

    def line(self, number: int) -> str:
        """The text of line ``number`` without its line ending; empty for a line that is not kept."""
        return self.lines.get(number, "")


class Part(NamedTuple):
    """A text that a file has in another form: a cell of a notebook, by its number, as strings of JSON.

    Each character of ``text`` has its offsets in the file, where it starts and ends.
    """

    cell: int
    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def within(self, span: Span) -> Span | None:
        """The part of ``text`` at ``span`` of the file; ``None`` if ``span`` does not begin in ``text``."""
        if not self.starts or not self.starts[0] <= span.start <= self.ends[-1]:
            return None
        start = bisect_left(self.ends, span.start + 1)
        return Span(start, max(start, bisect_left(self.starts, span.end)))

    def shown(self, source: Source) -> str:
        """``text`` with the characters covered that are covered in ``source``, the file."""
        raw = ((character, source.text[at]) for character, at in zip(self.text, self.starts, strict=True))
        return "".join(found if found == "*" else character for character, found in raw)


class Quoting:
    """Collects the lines of ``source`` around each requested place in one ``excerpt``.

    ``parts`` are the parts of the file with their own line numbers.
    """

    def __init__(self, source: Source, parts: Sequence[Part] = (), cell: int | None = None) -> None:
        """Nothing is taken yet."""
        self.source = source
        self._parts = parts
        self._inner: dict[int, Quoting] = {}
        last = source.position(len(source.text)).line
        self.excerpt = Excerpt(source.path, last if source.line(last) else last - 1, {}, cell)

    def at(self, span: Span) -> tuple[Position, Position]:
        """Where ``span`` starts and ends, with its lines in the excerpt."""
        start, end = self.source.position(span.start), self.source.position(span.end)
        shown = min(end.line, start.line + LINES - 1)
        self._keep(range(max(1, start.line - CONTEXT), min(shown + CONTEXT, self.excerpt.last) + 1))
        self._keep((*range(start.line, shown + 1), end.line))
        return start, end

    def inner(self, span: Span) -> tuple[Quoting, Span] | None:
        """The excerpt of the part that ``span`` begins in, and ``span`` there; ``None`` outside of parts."""
        for part in self._parts:
            found = part.within(span)
            if found is not None:
                if part.cell not in self._inner:
                    source = Source(self.source.path, part.shown(self.source))
                    self._inner[part.cell] = Quoting(source, cell=part.cell)
                return self._inner[part.cell], found
        return None

    def _keep(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self.excerpt.lines:
                self.excerpt.lines[number] = self.source.line(number)
