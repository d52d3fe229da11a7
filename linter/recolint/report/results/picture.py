"""Cost against latency as a picture (SVG): each row a point, a line through the best trade-offs. For a page of HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from recolint.base.text import visible
from recolint.report.findings.html.markup import NOTHING, Markup, element, join, words
from recolint.report.results.answer import configuration_of, figures_of
from recolint.report.results.axis import Axis, axis
from recolint.report.shared.table import dollars
from recolint.report.shared.width import columns, shortened
from recolint.results.rows import Row, trade_offs

HEIGHT = 400
"""The height in pixels."""

ROOMY, NARROW = 720, 360
"""The widths in pixels: for a large screen, and for a phone."""

LEFT, RIGHT, TOP, BOTTOM = 64, 20, 36, 56
"""The margins of the plot."""

_CHARACTER, _ABOVE, _BELOW, _RADIUS = 6.8, 10, 3, 8
"""Pixels: the approximate width of a character; a label above and below its baseline; a point with its margin."""

_LONGEST = 24
"""The maximum columns of a name."""

_LEAST, _MOST = 1e-15, 1e12
"""The minimum and maximum of dollars or milliseconds that a picture shows; a saved answer may hold any number."""

_PLACES = ((10, 4), (-10, 4), (0, -12), (0, 20), (9, -8), (-9, -8), (9, 17), (-9, 17), (0, -24), (0, 32))
"""Offsets of a label from its point: of its start, end or middle, and of its baseline. The best place comes first."""


_Place = tuple[float, float]
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the table: the number that it has there, and the place of the page that shows it."""

    number: int
    row: Row
    anchor: str
    cost: float
    latency: float


def points(rows: Sequence[Row], section: str) -> list[Point]:
    """The points of ``rows``, without those that have an unknown or impossible cost or latency."""
    found = []
    for number, row in enumerate(rows, 1):
        cost, latency = row.cost_per_inference, row.latency
        if cost is not None and latency is not None and _can_be_measured(cost) and _can_be_measured(latency):
            found.append(Point(number, row, anchor(section, number), cost, latency))
    return found


def _can_be_measured(value: float) -> bool:
    return value == 0 or _LEAST <= value <= _MOST


def anchor(section: str, number: int) -> str:
    """The id of row ``number`` in the table of ``section``."""
    return f"{section}-row-{number}"


def picture(found: Sequence[Point], width: int) -> Markup:
    """``found``, one point or more: cost to the right, latency upwards; so the best are at the bottom left."""
    cost, latency = axis(point.cost * 1e6 for point in found), axis(point.latency for point in found)
    plot = _Plot(cost, latency, width)
    best = trade_offs(point.row for point in found)
    ordered = sorted((point for point in found if point.row in best), key=lambda point: (point.cost, -point.latency))
    front = _front(plot, [plot.place(point) for point in ordered])
    return element(
        "svg",
        join(_axes(plot)),
        element("polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in front), class_="front"),
        join(_marked(plot, found, best, front)),
        viewBox=f"0 0 {width} {HEIGHT}",
        width=str(width),
        height=str(HEIGHT),
        class_=f"trade-offs {'roomy' if width == ROOMY else 'narrow'}",
        role="group",
        aria_label="cost against latency: a link for each row",
        font_size="12",
        fill="currentColor",
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """From costs and latencies to pixels."""

    cost: Axis
    latency: Axis
    width: int

    @property
    def right(self) -> int:
        return self.width - RIGHT

    def x(self, cost: float) -> float:
        return LEFT + (self.right - LEFT) * self.cost.share(cost)

    def y(self, latency: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * self.latency.share(latency)

    def place(self, point: Point) -> _Place:
        return self.x(point.cost * 1e6), self.y(point.latency)


def _axes(plot: _Plot) -> Iterator[Markup]:
    left, right, bottom = LEFT, plot.right, HEIGHT - BOTTOM
    for mark in plot.latency.marks:
        y = plot.y(mark)
        yield _line((left, y), (right, y), class_="grid")
        yield _text(left - 8, y + 4, f"{mark:,.10g}", text_anchor="end")
    for mark, is_named in zip(plot.cost.marks, _named(plot), strict=True):
        x = plot.x(mark)
        yield _line((x, TOP), (x, bottom), class_="grid")
        if is_named:
            yield _text(x, bottom + 18, f"{mark:,.10g}", text_anchor="middle")
    yield _text(left - 56, TOP - 16, f"latency, ms{_scale(plot.latency)}")
    yield _text(right, HEIGHT - 12, f"dollars per million inferences{_scale(plot.cost)}", text_anchor="end")


def _named(plot: _Plot) -> Iterator[bool]:
    """For each mark of the cost axis, whether there is room for its number."""
    end = -1.0
    for mark in plot.cost.marks:
        half = _CHARACTER * (len(f"{mark:,.10g}") + 1) / 2
        is_free = plot.x(mark) - half > end
        end = plot.x(mark) + half if is_free else end
        yield is_free


def _scale(of: Axis) -> str:
    return " (logarithmic)" if of.logarithmic else ""


def _front(plot: _Plot, places: Sequence[_Place]) -> list[_Place]:
    """The corners of the line of best trade-offs: for each cost the lowest latency, up to the right edge."""
    corners = [(places[0][0], float(TOP))] if places else []
    for number, (x, y) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else plot.right
        corners += [(x, y), (end, y)]
    return corners


def _marked(plot: _Plot, found: Sequence[Point], best: Collection[Row], front: Sequence[_Place]) -> list[Markup]:
    """The points with their names. Their order, that of their numbers, is also the order of the Tab key."""
    taken = [_around(plot.place(point)) for point in found]
    taken += [_between(one, other) for one, other in pairwise(front)]
    # The best points get their labels first, because there may not be room for all.
    labels: dict[int, tuple[str, _Place]] = {}
    for point in sorted(found, key=lambda point: point.row not in best):
        labels[point.number] = _label(plot, point, taken)
    return [_point(plot, point, *labels[point.number], best=point.row in best) for point in found]


def _around(place: _Place) -> _Box:
    return place[0] - _RADIUS, place[1] - _RADIUS, place[0] + _RADIUS, place[1] + _RADIUS


def _between(one: _Place, other: _Place) -> _Box:
    """The box of a horizontal or vertical line, with a margin."""
    left, right, top, bottom = *sorted((one[0], other[0])), *sorted((one[1], other[1]))
    return left - 2, top - 2, right + 2, bottom + 2


def _label(plot: _Plot, point: Point, taken: list[_Box]) -> tuple[str, _Place]:
    """The name, or at least the number, of ``point``, and a free place for it; its box is added to ``taken``.

    Without a free place there is no label; the name is still in the title and the table.
    """
    x, y = plot.place(point)
    for text in (f"{point.number} {shortened(visible(point.row.target), _LONGEST)}", str(point.number)):
        for dx, dy in _PLACES:
            box = _box(x + dx, y + dy, dx, text)
            is_inside = box[0] >= LEFT and box[2] <= plot.width - 2 and box[1] >= 0 and box[3] <= HEIGHT - BOTTOM
            if is_inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                return text, (dx, dy)
    return "", _PLACES[0]


def _box(x: float, y: float, side: float, text: str) -> _Box:
    width = _CHARACTER * columns(text)
    left = x - width / 2 if side == 0 else x if side > 0 else x - width
    return left, y - _ABOVE, left + width, y + _BELOW


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _point(plot: _Plot, point: Point, label: str, at: _Place, *, best: bool) -> Markup:
    x, y = plot.place(point)
    dx, dy = at
    side = "middle" if dx == 0 else "start" if dx > 0 else "end"
    return element(
        "a",
        element("title", words(_told(point, best=best))),
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="6" if best else "5"),
        _text(x + dx, y + dy, label, text_anchor=side) if label else NOTHING,
        href=f"#{point.anchor}",
        class_="best" if best else "other",
    )


def _told(point: Point, *, best: bool) -> str:
    row = point.row
    hour = f"; ${dollars([row.cost_per_hour])[0]} an hour" if row.cost_per_hour is not None else ""
    what = ", ".join(filter(None, (row.job, configuration_of(row))))
    mark = "best trade-off, " if best else ""
    return f"{point.number}: {mark}{what}: {figures_of(row)}{hour}"


def _line(start: _Place, end: _Place, **attributes: str) -> Markup:
    return element(
        "line", x1=f"{start[0]:.1f}", y1=f"{start[1]:.1f}", x2=f"{end[0]:.1f}", y2=f"{end[1]:.1f}", **attributes
    )


def _text(x: float, y: float, content: str, **attributes: str) -> Markup:
    return element("text", words(content), x=f"{x:.1f}", y=f"{y:.1f}", **attributes)
