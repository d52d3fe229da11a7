"""Lines of a source with the place of a finding in them, its labels, and the lines around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from recolint.base.excerpt import CONTEXT, LINES
from recolint.check.placed import Diagnostic, Place
from recolint.report.findings.html.markup import NOTHING, Markup, code, element, join, words

WIDTH = 320
"""Characters shown of a longer line, some of them before the place: a spec may be one line of thousands."""

_BEFORE = WIDTH // 4


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place to mark, how, and what to say below it."""

    place: Place
    kind: str
    message: str

    @property
    def lines(self) -> range:
        """The numbers of the lines to show as marked."""
        first, last = self.place.start.line, self.place.end.line
        return range(first, min(last, first + LINES - 1) + 1)

    def columns(self, number: int, line: str) -> tuple[int, int]:
        """The marked part of line ``number``, as offsets in ``line``. A place of several lines begins in the first."""
        start, end = self.place.start, self.place.end
        if number > start.line:
            return 0, 0
        return start.column - 1, end.column - 1 if end.line == number else len(line)


def excerpt(placed: Diagnostic) -> Markup:
    """A figure for each file that ``placed`` speaks of, its own first."""
    marks = [_Mark(placed.place, "main", "")]
    marks += [_Mark(label.place, "label", label.label.message) for label in placed.labels]
    own = [mark for mark in marks if mark.place.source is placed.place.source]
    others = sorted(
        (mark for mark in marks if mark.place.source is not placed.place.source),
        key=lambda mark: (*_source(mark), mark.place.start),
    )
    groups = [own, *(list(group) for _, group in groupby(others, _source))]
    return join(_figure(group) for group in groups)


def _source(mark: _Mark) -> tuple[str, int]:
    """The file of ``mark``, and the cell of a notebook."""
    return mark.place.source.path, mark.place.source.cell or 0


def _figure(marks: list[_Mark]) -> Markup:
    place = marks[0].place
    where = f"{place.source.path}:{place.where}"
    return element("figure", element("figcaption", code(where)), element("pre", join(_rows(marks)), dir="ltr"))


def _rows(marks: list[_Mark]) -> Iterator[Markup]:
    # The empty line after the last line feed is shown only if a place is there.
    last = max(marks[0].place.source.last, *(mark.lines.stop - 1 for mark in marks))
    lines = {number: line for mark in marks for number, line in mark.place.source.lines.items()}
    wanted = {
        number
        for mark in marks
        for number in range(mark.lines.start - CONTEXT, mark.lines.stop + CONTEXT)
        if 1 <= number <= last and number in lines
    }
    previous = 0
    for number in sorted(wanted):
        if 0 < previous < number - 1:
            yield element("span", Markup("⋯\n"), class_="gap")
        previous = number
        line = lines[number]
        here = [mark for mark in marks if number in mark.lines]
        # A long line is shown in parts, one for each place in it.
        parts = [here] if len(line) <= WIDTH else [[mark] for mark in here] or [[]]
        for part in parts:
            yield _row(number, line, part)
            for mark in part:
                if mark.message and number == mark.place.start.line:
                    yield element("span", words(mark.message), Markup("\n"), class_="note")


def _row(number: int, line: str, marks: list[_Mark]) -> Markup:
    kinds = ["row", *(f"in-{mark.kind}" for mark in marks[:1])]
    begins = [mark for mark in marks if number == mark.place.start.line]
    left, right = _window(line, begins[0].place.start.column - 1 if begins else 0)
    ranges = sorted((*mark.columns(number, line), mark.kind) for mark in begins)
    text = join(_marked(line, left, right, ranges))
    return element(
        "span",
        element("span", _ellipsis(left > 0), text, _ellipsis(right < len(line)), Markup("\n")),
        class_=" ".join(kinds),
        data_line=str(number),
    )


def _ellipsis(shown: bool) -> Markup:  # noqa: FBT001  the one thing that it is about
    return element("span", Markup("…"), class_="cut") if shown else NOTHING


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a long line that is shown: around ``start``, most of it after."""
    if len(line) <= WIDTH:
        return 0, len(line)
    left = max(0, min(start - _BEFORE, len(line) - WIDTH))
    return left, left + WIDTH


def _marked(line: str, left: int, right: int, ranges: Iterable[tuple[int, int, str]]) -> Iterator[Markup]:
    """``line`` from ``left`` to ``right``, with ``ranges`` in it marked; an overlap belongs to the first range."""
    at = left
    for start, end, kind in ranges:
        start, end = max(at, start), max(at, min(end, right))
        yield _plain(line[at:start])
        yield element("mark", _plain(line[start:end]), class_=kind)
        at = end
    yield _plain(line[at:right])


def _plain(text: str) -> Markup:
    """``text`` of a source, with a tab as four blanks."""
    return words(text.replace("\t", "    "))
