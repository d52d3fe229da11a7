"""The users of a test over time as a picture (SVG 1.1): no script, no style sheet, nothing loaded, no ids.

A picture takes its ink from ``color`` around it, so that one drawn into a page follows the page's theme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count as counting
from xml.sax.saxutils import escape, quoteattr

from recolint.base.text import visible
from recolint.plan.curve import Curve
from recolint.plan.planning import Plan
from recolint.plan.summary import facts
from recolint.plan.wording import duration
from recolint.report.plan.model import PlanReport
from recolint.report.shared.width import shortened

WIDTH, HEIGHT = 720, 372
"""The size of one picture, in pixels."""

LEFT, RIGHT, BOTTOM = 60, 28, 46
"""The margins of the plot; heading and legend come on top."""

HEADING, LEGEND, CHARACTER, GAP, TOTAL = 17, 16, 7, 16, 32
"""Pixels of a line of the heading and of the legend, of a character (its width, about), between pictures, of totals."""

BLUE, ORANGE, RED = "#3f7fd6", "#d4762a", "#dd4b43"
"""Colours that stand out from white and from black."""

_FONT = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Series:
    """A curve to draw, what the legend calls it (nothing: no legend), its colour, and its dashes (nothing: none)."""

    curve: Curve
    label: str
    color: str
    dashes: str = ""


def render(report: PlanReport) -> str:
    """A sheet with a picture for each plan, dark on white; with an old plan, both in one."""
    if report.old is not None:
        pictures = [compared_svg(report.old.plan, one.plan) for one in report.plans]
    else:
        pictures = [curve_svg(one.plan) for one in report.plans]
    height = len(pictures) * (HEIGHT + GAP) - GAP
    total = f"<g {_FONT}>{_text(16, height + 18, f'in total: {report.total.words()}')}</g>\n" if report.total else ""
    height += TOTAL if total else 0
    body = "\n".join(
        f'<g transform="translate(0 {number * (HEIGHT + GAP)})">{picture}</g>'
        for number, picture in enumerate(pictures)
    )
    background = '<rect width="100%" height="100%" fill="#ffffff"/>'
    sheet = f'<svg {_size(height)} color="#1f2328">\n{background}\n{body}\n{total}</svg>\n'
    # ASCII only, so that no terminal, pipe or server can take it for another encoding.
    return sheet.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _size(height: int) -> str:
    return f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'


def curve_svg(plan: Plan) -> str:
    """The users of each test of ``plan`` over time, both readings of stairs in one picture, and where the job ends."""
    readings = plan.load_test.readings if plan.load_test else ()
    series = [
        Series(reading.curve, reading.curve.reading or "", color, dashes)
        for reading, color, dashes in zip(readings, (BLUE, ORANGE), ("", "6 4"), strict=False)
    ]
    return _picture(plan, series)


def compared_svg(old: Plan, new: Plan) -> str:
    """The users of each test of ``new`` over those of ``old``, by the first reading of stairs."""
    series = [
        Series(plan.load_test.readings[0].curve, label, color, dashes)
        for plan, label, color, dashes in ((old, "old", ORANGE, "6 4"), (new, "new", BLUE, ""))
        if plan.load_test and plan.load_test.readings
    ]
    return _picture(new, series)


def _picture(plan: Plan, series: Sequence[Series]) -> str:
    name = visible(plan.name) if plan.name is not None else "a job without a name"
    terms = {fact.label: fact.text for fact in facts(plan)}
    heading = [f"{terms['kind']}; tests: {terms['tests']}" if "tests" in terms else terms["kind"]]
    # What is said of a second reading of stairs stands on a line of its own: one is as long as the picture is wide.
    heading += f"at most {terms['at most']}".split("; ") if "at most" in terms else []
    top = 45 + HEADING * len(heading)
    label = quoteattr(f"users of each test over time: {name}")
    lines = [
        f'<svg {_size(HEIGHT)} class="recolint-curve" role="img" aria-label={label} {_FONT} fill="currentColor">',
        f"<title>{escape(name)}</title>",
        _text(16, 26, shortened(name, 76), 'font-size="15" font-weight="600"'),
        *(_text(16, 45 + HEADING * number, text, 'opacity="0.75"') for number, text in enumerate(heading)),
        *(_plot(plan.job_seconds, series, top) if series else [_nothing(plan)]),
        "</svg>",
    ]
    return "\n".join(lines)


def _nothing(plan: Plan) -> str:
    why = "SageMaker makes the traffic of a Default job" if plan.recommendation else "the traffic is unknown"
    return _text(WIDTH / 2, HEIGHT / 2, why, 'text-anchor="middle" opacity="0.75"')


@dataclass(frozen=True, slots=True)
class _Scale:
    """From seconds and users to pixels."""

    seconds: int
    users: int
    top: int

    def x(self, second: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * second / self.seconds

    def y(self, count: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - self.top) * count / self.users


def _plot(job_seconds: int | None, series: Sequence[Series], top: int) -> Iterator[str]:
    """The plot and its legend, which begins at ``top``."""
    longest = max(one.curve.seconds for one in series)
    named = [one for one in series if one.label]
    scale = _Scale(longest, max(one.curve.peak for one in series), top + 25 + LEGEND * len(named))
    yield from _axes(scale)
    for one in series:
        yield from _curve(one, scale)
    if job_seconds is not None and job_seconds < longest:
        yield from _end(job_seconds, scale)
    for number, one in enumerate(named):
        y = top + 3 + LEGEND * number
        yield _line((16, y), (40, y), f'stroke="{one.color}" stroke-width="2" {_dashed(one)}')
        yield _text(48, y + 4, one.label)


def _axes(scale: _Scale) -> Iterator[str]:
    left, bottom = scale.x(0), scale.y(0)
    for count in count_ticks(scale.users):
        y = scale.y(count)
        yield _line((left, y), (WIDTH - RIGHT, y), f'stroke="currentColor" opacity="{0.15 if count else 0.6}"')
        yield _text(left - 8, y + 4, f"{count:,}", 'text-anchor="end"')
    for second in _times(scale):
        x = scale.x(second)
        yield _line((x, bottom), (x, bottom + 5), 'stroke="currentColor" opacity="0.6"')
        anchor = "end" if second == scale.seconds else "middle"
        x = WIDTH - 8 if second == scale.seconds else x
        yield _text(x, bottom + 20, duration(second) if second else "0", f'text-anchor="{anchor}"')
    yield _text(left - 8, scale.top - 12, "users", 'text-anchor="end" opacity="0.75"')


def _times(scale: _Scale) -> list[int]:
    """The times to name: round ones and the end, those left out that the name of the end would cover."""
    taken = CHARACTER * (len(duration(scale.seconds)) + 4)
    ticks = (second for second in time_ticks(scale.seconds) if scale.x(second) < WIDTH - RIGHT - taken)
    return [*ticks, scale.seconds]


def _curve(one: Series, scale: _Scale) -> Iterator[str]:
    points = [
        f"{scale.x(second):.1f},{scale.y(count):.1f}"
        for stretch in one.curve.stretches
        for second, count in ((stretch.start, stretch.users_start), (stretch.end, stretch.users_end))
    ]
    floor = f"{scale.y(0):.1f}"
    area = " ".join([f"{scale.x(0):.1f},{floor}", *points, f"{scale.x(one.curve.seconds):.1f},{floor}"])
    yield f'<polygon points="{area}" fill="{one.color}" opacity="0.14"/>'
    yield f'<polyline points="{" ".join(points)}" fill="none" stroke="{one.color}" stroke-width="2" {_dashed(one)}/>'
    x, y = scale.x(one.curve.peak_at), scale.y(one.curve.highest)
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{one.color}"/>'
    anchor = "end" if x > WIDTH / 2 else "start"
    yield _text(x, y - 8, f"peak {one.curve.peak:,}", f'text-anchor="{anchor}" fill="{one.color}"')


def _end(job_seconds: int, scale: _Scale) -> Iterator[str]:
    """What comes after the job's end is covered, and the end is named."""
    x, width = scale.x(job_seconds), scale.x(scale.seconds) - scale.x(job_seconds)
    height = HEIGHT - BOTTOM - scale.top
    size = f'width="{width:.1f}" height="{height}"'
    yield f'<rect x="{x:.1f}" y="{scale.top}" {size} fill="currentColor" opacity="0.12"/>'
    yield _line((x, scale.top), (x, HEIGHT - BOTTOM), f'stroke="{RED}" stroke-width="2" stroke-dasharray="3 3"')
    text = f"the job ends after {duration(job_seconds)}"
    anchor = "end" if x > WIDTH / 2 else "start"
    yield _text(x, HEIGHT - 8, text, f'text-anchor="{anchor}" fill="{RED}"')


def _dashed(one: Series) -> str:
    return f'stroke-dasharray="{one.dashes}"' if one.dashes else ""


def _line(start: tuple[float, float], end: tuple[float, float], how: str) -> str:
    return f'<line x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}" {how}/>'


def _text(x: float, y: float, text: str, how: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {how}>{escape(text)}</text>'


MOST_COUNTS, MOST_TIMES = 5, 8
"""Intervals between ticks on the two axes."""

_TIMES = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 86_400)
"""Steps of a time axis, in seconds."""


def count_ticks(peak: int) -> range:
    """0 and further round numbers up to ``peak``: multiples of 1, 2 or 5 times a power of ten."""
    steps = (unit * 10**power for power in counting() for unit in (1, 2, 5))
    return range(0, peak + 1, next(step for step in steps if peak <= step * MOST_COUNTS))


def time_ticks(seconds: int) -> range:
    """0 and further round times up to ``seconds``; days, ever more, where hours are too many."""
    steps = (*_TIMES, -(-seconds // (86_400 * MOST_TIMES)) * 86_400)
    return range(0, seconds + 1, next(step for step in steps if seconds <= step * MOST_TIMES))
