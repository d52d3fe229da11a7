"""Tables for people, no wider than the terminal.

A table that is too wide wraps its headings and the columns that may wrap. If that is not enough, it drops columns by
rank. If no column may be dropped, each row becomes a block with a line for each cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from recolint.base.named_tuple import NamedTuple
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import Screen
from recolint.report.shared.width import columns as width_of

_GAP = "  "
_SMALLEST = 12
"""The minimum columns to which a cell of a block is wrapped."""

_LETTER = r"(?:[^\s/:,=_-]|(?<=\d)[:-](?=\d))"
_PIECE = re.compile(rf"\s+|{_LETTER}*[/:,=_-]+|{_LETTER}+")
"""The pieces of a text that do not break if there is room: it breaks at a space or after a separator.

Dates and times do not break: in them, a separator is between two digits.
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading. Numbers are aligned to the right.

    ``rank`` says when the column is dropped: the highest first, 0 never. ``least`` is the width to which cells may be
    wrapped (``None``: never wrapped).
    """

    heading: str
    numeric: bool = False
    rank: int = 0
    least: int | None = None


class Cell(NamedTuple):
    """A text with a color (an ANSI graphic rendition). The color adds no information that the text lacks."""

    text: str
    color: str = ""


Row = Sequence[Cell] | Sequence[str] | Sequence[Cell | str]
_Cells = list[Cell]


def table(columns: Sequence[Column], rows: Sequence[Row], screen: Screen) -> str:
    """The table, ended by a line feed, and a line with the names of dropped columns. Cells may hold line feeds.

    Texts must be harmless to a terminal.
    """
    cells = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
    layout = _layout(columns, [[row[number].text for row in cells] for number in range(len(columns))], screen.width)
    lines = list(_blocks(columns, cells, screen) if layout is None else _grid(columns, cells, layout, screen))
    shown = range(len(columns)) if layout is None else layout
    dropped = [column.heading for number, column in enumerate(columns) if number not in shown]
    if dropped:
        lines.append(folded(f"columns without room: {', '.join(dropped)}; --wide shows all", screen.width))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _widest(texts: Sequence[str]) -> int:
    return max((width_of(line) for text in texts for line in text.split("\n")), default=0)


def _layout(columns: Sequence[Column], texts: Sequence[Sequence[str]], room: int | None) -> dict[int, int] | None:
    """The width of each column to show, by its number; ``None`` if the table cannot be narrow enough."""
    cells = list(map(_widest, texts))
    shown = {number: max(cells[number], width_of(column.heading)) for number, column in enumerate(columns)}
    if room is None:
        return shown
    while True:
        least = {number: _least(columns[number], cells[number]) for number in shown}
        if _total(least) <= room:
            return _narrowed(shown, least, room)
        rank, number = max((columns[number].rank, number) for number in shown)
        if rank == 0:
            return None
        del shown[number]


def _least(column: Column, cells: int) -> int:
    heading = max((width_of(piece.strip()) for piece in _PIECE.findall(column.heading)), default=0)
    return max(heading, cells if column.least is None else min(cells, column.least))


def _total(widths: dict[int, int]) -> int:
    return sum(widths.values()) + len(_GAP) * (len(widths) - 1)


def _narrowed(widths: dict[int, int], least: dict[int, int], room: int) -> dict[int, int]:
    """``widths``, in which the widest columns are narrowed, down to ``least``, until all fit in ``room``."""
    found = dict(widths)
    while (over := _total(found) - room) > 0:
        loose = [number for number in found if found[number] > least[number]]
        widest = max(loose, key=lambda number: found[number])
        next_widest = max([least[widest], *(found[number] for number in loose if number != widest)])
        found[widest] = max(least[widest], found[widest] - over, min(next_widest, found[widest] - 1))
    return found


def _grid(columns: Sequence[Column], rows: Sequence[_Cells], layout: dict[int, int], screen: Screen) -> list[str]:
    from tabulate import tabulate

    headings = [Cell(column.heading) for column in columns]
    drawn = tabulate(
        [
            # Headings are rows, because tabulate adds two columns to the width of a heading.
            [_painted(headings[number], width, screen) for number, width in layout.items()],
            ["-" * width for width in layout.values()],
            *([_painted(row[number], width, screen) for number, width in layout.items()] for row in rows),
        ],
        tablefmt="plain",
        disable_numparse=True,
        colalign=["right" if columns[number].numeric else "left" for number in layout],
    )
    return drawn.split("\n")


def _painted(cell: Cell, width: int, screen: Screen) -> str:
    """The lines of ``cell``. Only the text is coloured, not the blanks around it."""
    return "\n".join(screen.paint(line, cell.color) for line in _wrapped(cell.text, width))


def _blocks(columns: Sequence[Column], rows: Sequence[_Cells], screen: Screen) -> Iterator[str]:
    labels = _widest([column.heading for column in columns])
    room = max(_SMALLEST, (screen.width or 0) - labels - len(_GAP))
    for number, row in enumerate(rows):
        if number:
            yield ""
        for column, cell in zip(columns, row, strict=True):
            label = column.heading
            for line in _wrapped(cell.text, room) if cell.text else ():
                start = f"{label.ljust(labels)}{_GAP}" if column.heading else ""
                yield f"{start}{screen.paint(line, cell.color)}"
                label = ""


def _wrapped(text: str, width: int) -> list[str]:
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, width)]


def _lines(text: str, width: int) -> list[str]:
    if width_of(text) <= width:
        return [text]
    lines = [""]
    for piece in _PIECE.findall(text):
        if width_of(lines[-1] + piece.rstrip()) <= width:
            lines[-1] += piece
            continue
        rest = piece.lstrip()
        lines.append("")
        for character in rest:
            if width_of(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return [line.rstrip() for line in lines if line.strip()]


def numbers(values: Sequence[float | None], *, significant: int = 3, fewest: int = 0, most: int = 4) -> list[str]:
    """``values`` as text, all with as many decimals as the smallest needs for its ``significant`` digits.

    The number of decimals is from ``fewest`` to ``most``. Above ``fewest``, a last decimal that is 0 in all values is
    removed. ``None`` becomes an empty text. A huge value, or one too small for ``most`` decimals, has an exponent.
    """
    plain = [value for value in values if value is not None and _is_plain(value, most)]
    decimals = max((_decimals(value, significant, most) for value in plain), default=0)
    decimals = max(decimals, fewest)
    texts = [f"{value:.{decimals}f}" for value in plain]
    while decimals > fewest and all(text.endswith("0") for text in texts):
        texts = [text[:-1] for text in texts]
        decimals -= 1
    return [
        "" if value is None else f"{value:,.{decimals}f}" if _is_plain(value, most) else f"{value:.3g}"
        for value in values
    ]


def dollars(values: Sequence[float | None]) -> list[str]:
    """As ``numbers``, with two decimals or more."""
    return numbers(values, fewest=2)


def _is_plain(value: float, most: int) -> bool:
    return value == 0 or 10.0**-most <= abs(value) < 1e12


def _decimals(value: float, significant: int, most: int) -> int:
    return min(most, max(0, significant - 1 - floor(log10(abs(value))))) if value else 0
