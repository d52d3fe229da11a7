"""The users of a test over time, drawn with characters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import ceil

from recolint.plan.curve import Curve
from recolint.plan.wording import duration


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``levels`` fill a cell from empty to full; ``after`` fills it where the job has ended.

    ``ellipsis`` marks omitted text.
    """

    levels: str
    after: str
    side: str
    tick: str
    corner: str
    floor: str
    mark: str
    pointer: str
    ellipsis: str


BLOCKS = Glyphs(" ▁▂▃▄▅▆▇█", "░", "│", "┤", "└", "─", "┴", "▲", "…")
"""For terminals that show Unicode."""

ASCII = Glyphs(" .:#", "/", "|", "+", "+", "-", "+", "^", "...")
"""For all others."""


WIDTH, LEAST, HEIGHT = 64, 16, 8
"""The maximum and minimum columns of the plot, and its rows. Labels are not included."""

MAX_TICKS = 8
"""The maximum number of phases or steps with marks; with more, only the end of the traffic has one."""


def chart(curve: Curve, cut_at: int | None, glyphs: Glyphs, room: int | None = None) -> list[str]:
    """The lines of the chart: users upwards, time to the right. What comes after ``cut_at`` is shaded.

    They have at most ``room`` columns, unless the plot would be too narrow to read.
    """
    margin = len(f"{curve.peak:,}")
    # A blank and the axis take two columns, and the last text below the axis one.
    width = WIDTH if room is None else max(LEAST, min(WIDTH, room - margin - 3))
    tops = _tops(curve, width)
    end = width if cut_at is None else _column(cut_at, curve, width)
    lines = []
    for row in range(HEIGHT, 0, -1):
        users = _label(row, curve.peak)
        side = glyphs.tick if users else glyphs.side
        cells = "".join(_cell(top, row, glyphs, after=column >= end) for column, top in enumerate(tops))
        lines.append(f"{users.rjust(margin)} {side}{cells}".rstrip())
    ticks = _ticks(curve, width)
    marked = {column for column, _ in ticks}
    floor = "".join(glyphs.mark if column in marked else glyphs.floor for column in range(1, width + 1))
    indent = " " * (margin + 1)
    lines += [f"{'0'.rjust(margin)} {glyphs.corner}{floor}", indent + _placed(ticks, width)]
    if cut_at is not None:
        lines.append(indent + _pointer(end, f"the job ends after {duration(cut_at)}", glyphs, width))
    return lines


def _column(second: float, curve: Curve, width: int) -> int:
    """How many columns from the left edge ``second`` is."""
    return round(width * second / curve.seconds)


def _tops(curve: Curve, width: int) -> list[int]:
    """The height of each column for the maximum of users in its time, in eighths of a row."""
    most = [0.0] * width
    for stretch in curve.stretches:
        left, right = (width * second / curve.seconds for second in (stretch.start, stretch.end))
        slope = (stretch.users_end - stretch.users_start) / (right - left)
        for column in range(min(int(left), width - 1), min(ceil(right), width)):
            # Users never fall within a stretch, so the later edge has the maximum.
            at = min(right, column + 1)
            most[column] = max(most[column], stretch.users_start + slope * (at - left))
    return [max(1, round(users / curve.peak * HEIGHT * 8)) for users in most]


def _cell(top: int, row: int, glyphs: Glyphs, *, after: bool) -> str:
    filled = max(0, min(8, top - (row - 1) * 8))
    if after:
        return glyphs.after if filled >= 4 else " "
    return glyphs.levels[round(filled / 8 * (len(glyphs.levels) - 1))]


def _label(row: int, peak: int) -> str:
    """The users that the top of ``row`` stands for, where they are named."""
    if row == HEIGHT:
        return f"{peak:,}"
    return f"{peak // 2:,}" if row == HEIGHT // 2 and peak % 2 == 0 else ""


def _ticks(curve: Curve, width: int) -> list[tuple[int, str]]:
    """Columns on the time axis and what they are called, from left to right."""
    stretches = curve.stretches if len(curve.stretches) <= MAX_TICKS else curve.stretches[:1]
    seconds: Iterable[float] = chain((stretch.start for stretch in stretches), [curve.seconds])
    return [(_column(second, curve, width), duration(second) if second else "0") for second in seconds]


def _placed(ticks: list[tuple[int, str]], width: int) -> str:
    """The texts of ``ticks``, each in the middle below its column, as far as there is room for it."""
    line = [" "] * (width + 1)
    for column, text in (ticks[0], ticks[-1], *ticks[1:-1]):
        start = max(0, min(column - len(text) // 2, width + 1 - len(text)))
        around = line[max(0, start - 2) : start + len(text) + 2]
        if all(character == " " for character in around):
            line[start : start + len(text)] = text
    return "".join(line).rstrip()


def _pointer(column: int, text: str, glyphs: Glyphs, width: int) -> str:
    """A mark below ``column`` and ``text`` on the side that has room."""
    if column + len(text) + 2 <= width + 1:
        return f"{' ' * column}{glyphs.pointer} {text}"
    return f"{text} {glyphs.pointer}".rjust(column + 1)
