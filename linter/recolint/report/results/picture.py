"""Cost against latency as a picture (SVG): each row a point, a line through the best trade-offs. For a page of HTML."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from recolint.report.findings.html.markup import Markup, element, join, words
from recolint.report.results.axis import Axis, axis
from recolint.report.results.columns import hourly, per_million
from recolint.results.rows import Row, trade_offs

WIDTH, HEIGHT = 720, 400
"""The size in pixels."""

LEFT, RIGHT, TOP, BOTTOM = 72, 28, 36, 56
"""The margins of the plot."""

_DIGIT, _LINE = 7, 12
"""Pixels of a digit of a label: its width and height, about."""

_LEAST, _MOST = 1e-15, 1e12
"""Dollars or milliseconds that a picture has room for; a saved answer may hold any number."""

_PLACES = ((9, 4), (-9, 4), (0, -10), (0, 19), (9, -8), (-9, -8), (9, 16), (-9, 16))
_PLACES_OF_BEST = ((9, 16), (-9, 16), *_PLACES)
"""Where a point's number may stand, from the point, the best place first. A line comes to the best from above and
leaves them to the right."""


_Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """A row of the table: the number that it has there, and the place of the page that shows it."""

    number: int
    row: Row
    anchor: str
    cost: float
    latency: float


def points(rows: Sequence[Row], section: str) -> list[Point]:
    """The points of ``rows``, those left out whose cost or latency is unknown or can be no measurement."""
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


def picture(found: Sequence[Point]) -> Markup:
    """``found``, one point or more: cost to the right, latency upwards; so the best are at the bottom left."""
    cost, latency = axis(point.cost * 1e6 for point in found), axis(point.latency for point in found)
    plot = _Plot(cost, latency)
    best = trade_offs(point.row for point in found)
    front = sorted((point for point in found if point.row in best), key=lambda point: (point.cost, -point.latency))
    return element(
        "svg",
        join(_axes(plot)),
        _front([plot.place(point) for point in front]),
        join(_marked(plot, found, best)),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        width=str(WIDTH),
        height=str(HEIGHT),
        class_="trade-offs",
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

    def x(self, cost: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * self.cost.share(cost)

    def y(self, latency: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * self.latency.share(latency)

    def place(self, point: Point) -> _Place:
        return self.x(point.cost * 1e6), self.y(point.latency)


def _axes(plot: _Plot) -> Iterator[Markup]:
    left, right, bottom = LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM
    for mark in plot.latency.marks:
        y = plot.y(mark)
        yield _line((left, y), (right, y), class_="grid")
        yield _text(left - 8, y + 4, f"{mark:,.10g}", text_anchor="end")
    for mark in plot.cost.marks:
        x = plot.x(mark)
        yield _line((x, TOP), (x, bottom), class_="grid")
        yield _text(x, bottom + 18, f"{mark:,.10g}", text_anchor="middle")
    yield _text(left - 60, TOP - 16, f"latency, ms{_scale(plot.latency)}")
    yield _text(right, HEIGHT - 12, f"dollars per million inferences{_scale(plot.cost)}", text_anchor="end")


def _scale(of: Axis) -> str:
    return " (logarithmic)" if of.logarithmic else ""


def _front(places: Sequence[_Place]) -> Markup:
    """The border of what can be had: for each cost the least latency, up to the right edge."""
    steps = [f"{places[0][0]:.1f},{TOP}"] if places else []
    for number, (x, y) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else WIDTH - RIGHT
        steps += [f"{x:.1f},{y:.1f}", f"{end:.1f},{y:.1f}"]
    return element("polyline", points=" ".join(steps), class_="front")


def _marked(plot: _Plot, found: Sequence[Point], best: Collection[Row]) -> list[Markup]:
    """The points with their numbers, in order of these, which is that of the keyboard."""
    taken = [plot.place(point) for point in found]
    return [_point(plot, point, taken, best=point.row in best) for point in found]


def _point(plot: _Plot, point: Point, taken: list[_Place], *, best: bool) -> Markup:
    x, y = plot.place(point)
    number = str(point.number)
    dx, dy = _free((x, y), number, _PLACES_OF_BEST if best else _PLACES, taken)
    side = "middle" if dx == 0 else "start" if dx > 0 else "end"
    return element(
        "a",
        element("title", words(_told(point, best=best))),
        element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="6" if best else "5"),
        _text(x + dx, y + dy, number, text_anchor=side),
        href=f"#{point.anchor}",
        class_="best" if best else "other",
    )


def _free(point: _Place, number: str, places: Sequence[_Place], taken: list[_Place]) -> _Place:
    """Where from ``point`` its number covers nothing; the first of ``places`` where that cannot be."""
    width = _DIGIT * len(number)
    for dx, dy in places:
        middle = (point[0] + dx + (0 if dx == 0 else width / 2 if dx > 0 else -width / 2), point[1] + dy - 4)
        others = (other for other in taken if other != point)
        if all(abs(middle[0] - x) > width / 2 + 7 or abs(middle[1] - y) > _LINE for x, y in others):
            taken.append(middle)
            return dx, dy
    return places[0]


def _told(point: Point, *, best: bool) -> str:
    row = point.row
    hour = f", ${hourly(row.cost_per_hour)} an hour" if row.cost_per_hour is not None else ""
    what = ", ".join(filter(None, (row.job, row.target, row.environment, row.specification)))
    mark = "best trade-off, " if best else ""
    return f"{point.number}: {mark}{what}: ${per_million(point.cost)} a million{hour}, {point.latency:,.0f} ms"


def _line(start: _Place, end: _Place, **attributes: str) -> Markup:
    return element(
        "line", x1=f"{start[0]:.1f}", y1=f"{start[1]:.1f}", x2=f"{end[0]:.1f}", y2=f"{end[1]:.1f}", **attributes
    )


def _text(x: float, y: float, content: str, **attributes: str) -> Markup:
    return element("text", words(content), x=f"{x:.1f}", y=f"{y:.1f}", **attributes)
