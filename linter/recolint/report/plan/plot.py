"""The users of tests over time, drawn as the inside of an SVG: axes, curves, phases, and where the job ends.

Text and axes have the ``color`` of the surrounding element. The other colors contrast with white and with black; text
never has them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as counting
from itertools import pairwise
from xml.sax.saxutils import escape

from recolint.plan.curve import Curve
from recolint.plan.wording import duration

BLUE, ORANGE, RED = "#3f7fd6", "#d4762a", "#dd4b43"
"""Colours that contrast with white and with black."""

CHARACTER, LEGEND = 7, 16
"""Pixels: the approximate width of a character, and the height of a line of the legend."""

AREA = 268
"""The height of a plot without its legend, in pixels."""

_LABEL = 48
"""Where the texts of the legend begin, in pixels."""

_LEFT, _RIGHT, _BOTTOM, _BAND = 60, 28, 46, 34
"""The margins of the axes; the names of phases are in the one above."""

_HEADROOM = 1.18
"""The axis of users ends at this multiple of the peak, so that the label of the peak has room."""

_LATER = 1.5
"""The end of the job is on the axis if the job lasts at most this multiple of the traffic."""


@dataclass(frozen=True, slots=True)
class Series:
    """A curve to draw, its label in the legend (empty: no legend), its color, and its dashes (empty: a solid line)."""

    curve: Curve
    label: str
    color: str
    dashes: str = ""


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawing: curves, the last one with its phases, and when the job ends (``None``: unknown).

    If ``compares`` is set, the two curves are those of an old and a new spec.
    """

    width: int
    series: tuple[Series, ...]
    job_seconds: int | None
    compares: bool = False
    earlier: int | None = None

    @property
    def height(self) -> int:
        """In pixels, with the legend."""
        return AREA + LEGEND * self._legend

    @property
    def _legend(self) -> int:
        """Lines of the legend."""
        return sum(len(self._label(one)) for one in self.series) + self._differs

    def _label(self, one: Series) -> list[str]:
        return textwrap.wrap(one.label, (self.width - _LABEL) // CHARACTER)

    @property
    def _differs(self) -> bool:
        return self.compares and len(self.series) > 1 and self.series[0].curve != self.series[1].curve

    def drawn(self, top: int) -> Iterator[str]:
        """The elements, from ``top`` on down."""
        longest = max(one.curve.seconds for one in self.series)
        end = self.job_seconds
        shown = max(longest, end) if end is not None and end <= longest * _LATER else longest
        most = max(one.curve.peak for one in self.series)
        bottom = top + self.height - _BOTTOM
        scale = _Scale(shown, most * _HEADROOM, top + LEGEND * self._legend + _BAND, bottom, self.width)
        yield from self._legend_lines(top + 8)
        yield from _axes(scale, most)
        yield from _phases(self.series[-1].curve, scale)
        if self._differs:
            yield from _differences(self.series[0].curve, self.series[1].curve, scale)
        yield from _curves(self.series, scale)
        if end is not None:
            yield from _end(end, self.earlier, scale)

    def _legend_lines(self, y: int) -> Iterator[str]:
        for one in self.series:
            if one.label:
                yield _line((16, y), (40, y), f'stroke="{one.color}" stroke-width="2" {_dashed(one)}')
            for line in self._label(one):
                yield text(_LABEL, y + 4, line)
                y += LEGEND
        if self._differs:
            yield f'<rect x="16" y="{y - 5}" width="24" height="10" {_DIFFERS}/>'
            yield text(_LABEL, y + 4, "the difference")


_DIFFERS = f'fill="{ORANGE}" opacity="0.35"'


@dataclass(frozen=True, slots=True)
class _Scale:
    """From seconds and users to pixels."""

    seconds: int
    users: float
    top: int
    bottom: int
    width: int

    @property
    def right(self) -> int:
        return self.width - _RIGHT

    def x(self, second: float) -> float:
        return _LEFT + (self.right - _LEFT) * second / self.seconds

    def y(self, count: float) -> float:
        return self.bottom - (self.bottom - self.top) * count / self.users


def _axes(scale: _Scale, most: int) -> Iterator[str]:
    left, bottom = scale.x(0), scale.y(0)
    for count in count_ticks(most):
        y = scale.y(count)
        yield _line((left, y), (scale.right, y), f'stroke="currentColor" opacity="{0.15 if count else 0.6}"')
        yield text(left - 8, y + 4, f"{count:,}", 'text-anchor="end"')
    for second in _times(scale):
        x = scale.x(second)
        yield _line((x, bottom), (x, bottom + 5), 'stroke="currentColor" opacity="0.6"')
        anchor = "end" if second == scale.seconds else "middle"
        x = scale.width - 8 if second == scale.seconds else x
        yield text(x, bottom + 20, duration(second) if second else "0", f'text-anchor="{anchor}"')
    yield text(left - 8, scale.top - 10, "users", 'text-anchor="end"')


def _times(scale: _Scale) -> list[int]:
    """The times to label: round ones and the end, without those with too little room beside the next label."""
    room = scale.right - CHARACTER * (len(duration(scale.seconds)) + 2)
    shown: list[int] = []
    ends = 0.0
    for second in time_ticks(scale.seconds):
        half = CHARACTER * (len(duration(second)) if second else 1) / 2
        x = scale.x(second)
        if x - half >= ends and x + half < room:
            shown.append(second)
            ends = x + half + CHARACTER
    return [*shown, scale.seconds]


def _phases(curve: Curve, scale: _Scale) -> Iterator[str]:
    """The borders of the phases, and their names where there is room. Steps need neither."""
    if curve.steps is not None or len(curve.stretches) < 2:
        return
    border = scale.x(0)
    for number, stretch in enumerate(curve.stretches, 1):
        left, right = scale.x(stretch.start), scale.x(stretch.end)
        if number > 1 and left - border >= 4:
            border = left
            how = 'stroke="currentColor" opacity="0.45" stroke-dasharray="2 3" class="phase"'
            yield _line((left, scale.top - 20), (left, scale.bottom), how)
        for name in (f"phase {number}", str(number)):
            if right - left >= CHARACTER * (len(name) + 1):
                yield text((left + right) / 2, scale.top - 10, name, 'text-anchor="middle"')
                break


def _curves(series: Sequence[Series], scale: _Scale) -> Iterator[str]:
    named: list[tuple[float, float]] = []
    for one in series:
        yield from _curve(one, scale)
    for one in series:
        x, y = scale.x(one.curve.peak_at), scale.y(one.curve.highest)
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{one.color}"/>'
        name = f"peak {one.curve.peak:,}"
        width = CHARACTER * len(name)
        if all(abs(x - other) > 2 * width or abs(y - below) > 14 for other, below in named):
            named.append((x, y))
            is_right = x > (_LEFT + scale.right) / 2
            yield text(x - 4 if is_right else x + 4, y - 8, name, f'text-anchor="{"end" if is_right else "start"}"')


def _points(curve: Curve, scale: _Scale) -> list[str]:
    return [
        f"{scale.x(second):.1f},{scale.y(count):.1f}"
        for stretch in curve.stretches
        for second, count in ((stretch.start, stretch.users_start), (stretch.end, stretch.users_end))
    ]


def _curve(one: Series, scale: _Scale) -> Iterator[str]:
    points = _points(one.curve, scale)
    floor = f"{scale.y(0):.1f}"
    area = " ".join([f"{scale.x(0):.1f},{floor}", *points, f"{scale.x(one.curve.seconds):.1f},{floor}"])
    yield f'<polygon points="{area}" fill="{one.color}" opacity="0.14"/>'
    yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{one.color}" stroke-width="2" {_dashed(one)}/>'


def _differences(old: Curve, new: Curve, scale: _Scale) -> Iterator[str]:
    """The area between the two curves."""
    times = sorted({second for curve in (old, new) for one in curve.stretches for second in (one.start, one.end)})
    for start, end in pairwise(times):
        corners = [_ends(curve, start, end) for curve in (old, new)]
        if corners[0] != corners[1]:
            (a, b), (c, d) = corners
            outline = ((start, a), (end, b), (end, d), (start, c))
            points = " ".join(f"{scale.x(second):.1f},{scale.y(count):.1f}" for second, count in outline)
            yield f'<polygon points="{points}" {_DIFFERS} class="differs"/>'


def _ends(curve: Curve, start: float, end: float) -> tuple[float, float]:
    """The users of ``curve`` from ``start`` to ``end``, a time without a border in it: just after, and just before."""
    middle, last = curve.users_at((start + end) / 2), curve.users_at(end)
    if start >= curve.seconds:
        return 0, 0
    return 2 * middle - last, last


def _end(job_seconds: int, earlier: int | None, scale: _Scale) -> Iterator[str]:
    """A line and a label at the job's end, and a shade over the time after it."""
    words = f"the job ends after {duration(job_seconds)}"
    if earlier is not None and earlier != job_seconds:
        words += f" (old: {duration(earlier)})"
        if earlier <= scale.seconds:
            how = f'stroke="{ORANGE}" stroke-width="2" stroke-dasharray="3 3"'
            yield _line((scale.x(earlier), scale.top), (scale.x(earlier), scale.bottom), how)
    low = scale.bottom + _BOTTOM - 8
    if job_seconds > scale.seconds:
        yield text(scale.width - 8, low, f"{words} \N{RIGHTWARDS ARROW}", 'text-anchor="end"')
        return
    x, right = scale.x(job_seconds), scale.x(scale.seconds)
    if x < right:
        size = f'width="{right - x:.1f}" height="{scale.bottom - scale.top}"'
        yield f'<rect x="{x:.1f}" y="{scale.top}" {size} fill="currentColor" opacity="0.12"/>'
    yield _line((x, scale.top), (x, scale.bottom + 10), f'stroke="{RED}" stroke-width="2" stroke-dasharray="3 3"')
    anchor = "end" if x > scale.width / 2 else "start"
    yield text(x, low, words, f'text-anchor="{anchor}"')


def _dashed(one: Series) -> str:
    return f'stroke-dasharray="{one.dashes}"' if one.dashes else ""


def _line(start: tuple[float, float], end: tuple[float, float], how: str) -> str:
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" {how}/>'


def text(x: float, y: float, words: str, how: str = "") -> str:
    """A text element; ``words`` are escaped, and must be harmless in a terminal."""
    return f'<text x="{x:.1f}" y="{y:.1f}" {how}>{escape(words)}</text>'


MAX_COUNTS, MAX_TIMES = 5, 8
"""Intervals between ticks on the two axes."""

_TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 86_400)
"""Steps of a time axis, in seconds."""


def count_ticks(peak: int) -> range:
    """0 and further round numbers up to ``peak``: multiples of 1, 2 or 5 times a power of ten."""
    steps = (unit * 10**power for power in counting() for unit in (1, 2, 5))
    return range(0, peak + 1, next(step for step in steps if peak <= step * MAX_COUNTS))


def time_ticks(seconds: int) -> range:
    """0 and further round times up to ``seconds``; days, ever more, where hours are too many."""
    steps = (*_TIMES, -(-seconds // (86_400 * MAX_TIMES)) * 86_400)
    return range(0, seconds + 1, next(step for step in steps if seconds <= step * MAX_TIMES))
