"""What is kept of a text once it was looked at: the few lines that a report may quote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

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

    def line(self, number: int) -> str:
        """The text of line ``number`` without its line ending; empty for a line that is not kept."""
        return self.lines.get(number, "")


class Quoting:
    """Takes the lines around each place that is asked for out of ``source``. All go into one ``excerpt``."""

    def __init__(self, source: Source) -> None:
        """Nothing is taken yet."""
        self.source = source
        last = source.position(len(source.text)).line
        self.excerpt = Excerpt(source.path, last if source.line(last) else last - 1, {})

    def at(self, span: Span) -> tuple[Position, Position]:
        """Where ``span`` starts and ends, with its lines in the excerpt."""
        start, end = self.source.position(span.start), self.source.position(span.end)
        shown = min(end.line, start.line + LINES - 1)
        self._keep(range(max(1, start.line - CONTEXT), min(shown + CONTEXT, self.excerpt.last) + 1))
        self._keep((*range(start.line, shown + 1), end.line))
        return start, end

    def _keep(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            if number not in self.excerpt.lines:
                self.excerpt.lines[number] = self.source.line(number)
