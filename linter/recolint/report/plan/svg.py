"""Plans as a picture (SVG 1.1): no script, nothing loaded, no ids.

A sheet is dark on white, or light on dark for readers who prefer that. A picture in a page has the ``color`` of the
surrounding element, so that it follows the page's theme.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from recolint.base.text import visible
from recolint.check.plans import PlannedSpec
from recolint.plan.difference import Difference
from recolint.plan.planning import Plan
from recolint.plan.summary import facts
from recolint.report.plan.model import PlanReport
from recolint.report.plan.plot import BLUE, CHARACTER, ORANGE, Plot, Series, text
from recolint.report.plan.text import title
from recolint.report.shared.width import shortened

WIDTH, NARROW = 720, 360
"""The widths of a picture in pixels: for a sheet or a wide page, and for a phone."""

_HEADING, _GAP, _EDGE = 17, 20, 16
"""Pixels: the height of a line of a heading, the gap between pictures, and the left margin."""

_TEXTS, _ROWS = 12, 3
"""The maximum of texts in a heading, and of lines of each."""

_FONT = 'font-family="system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif" font-size="12"'

_STYLE = (
    "<style>.recolint-plan{color:#1f2328;background:#fff}.recolint-plan .paper{fill:#fff}"
    "@media (prefers-color-scheme:dark){.recolint-plan{color:#e6edf3;background:#0d1117}"
    ".recolint-plan .paper{fill:#0d1117}}</style>"
)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A plan or a comparison on a sheet."""

    name: str
    lines: list[str]
    plot: Plot | None

    @property
    def height(self) -> int:
        return self._top + (self.plot.height if self.plot is not None else 0)

    @property
    def _top(self) -> int:
        return 36 + _HEADING * len(self.lines)

    def svg(self) -> str:
        heading = [text(_EDGE, 26, shortened(self.name, 76), 'font-size="15" font-weight="600"')]
        heading += [text(_EDGE, 46 + _HEADING * n, line) for n, line in enumerate(self.lines)]
        plot = self.plot.drawn(self._top) if self.plot is not None else ()
        return _svg(self.name, self.height, WIDTH, [*heading, *plot])


def render(report: PlanReport) -> str:
    """A sheet with a picture for each plan. With an old plan, it is one picture of both, with the differences."""
    if report.old is not None:
        pictures = [_compared(report.old, one, report.differences) for one in report.plans]
    else:
        pictures = [_single(one.plan) for one in report.plans]
    body, y = [], 0
    for picture in pictures:
        body.append(f'<g transform="translate(0 {y})">{picture.svg()}</g>')
        y += picture.height + _GAP
    if report.total is not None:
        total = text(_EDGE, y + 8, f"in total: {report.total.words()}")
        body.append(f'<g {_FONT} fill="currentColor">{total}</g>')
        y += _GAP + 8
    background = '<rect class="paper" width="100%" height="100%" fill="#ffffff"/>'
    sheet = "\n".join(
        [f'<svg {_size(y, WIDTH)} class="recolint-plan" color="#1f2328">', _STYLE, background, *body, "</svg>\n"]
    )
    # ASCII only, so that no terminal, pipe or server can take it for another encoding.
    return sheet.encode("ascii", "xmlcharrefreplace").decode("ascii")


def curve_svg(plan: Plan, width: int) -> str:
    """A picture of the traffic of ``plan``, which must be known, for a page with the other facts."""
    plot = _traffic(plan, width)
    return _svg(_name(plan), plot.height, width, list(plot.drawn(0)))


def _svg(name: str, height: int, width: int, parts: list[str]) -> str:
    label = quoteattr(f"users of each test over time: {name}")
    head = f'<svg {_size(height, width)} class="recolint-curve" role="img" aria-label={label} {_FONT}'
    return "\n".join([f'{head} fill="currentColor">', f"<title>{escape(name)}</title>", *parts, "</svg>"])


def _size(height: int, width: int) -> str:
    return f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'


def _name(plan: Plan) -> str:
    return visible(plan.name) if plan.name is not None else "a job without a name"


def _traffic(plan: Plan, width: int) -> Plot:
    """A plot of the traffic, with both readings of stairs, and of the job's end."""
    readings = plan.load_test.readings if plan.load_test else ()
    series = (
        Series(reading.curve, f"if {reading.curve.reading}" if reading.curve.reading else "", color, dashes)
        for reading, color, dashes in zip(readings, (BLUE, ORANGE), ("", "6 4"), strict=False)
    )
    return Plot(width, tuple(series), plan.job_seconds)


_SHOWN = ("kind", "tests", "instance types", "endpoints", "existing endpoint", "time", "at most", "cost")
"""The labels of the facts in a heading. The picture shows the traffic, the users and the job's duration."""


def _single(plan: Plan) -> _Picture:
    lines = []
    for fact in facts(plan):
        if fact.label in _SHOWN:
            # The figures of the second reading of stairs have their own line: one reading fills the picture's width.
            lines += f"{fact.label}: {fact.text} {visible(fact.spelled)}".rstrip().split("; ")
    if plan.load_test is not None and plan.load_test.readings:
        return _Picture(_name(plan), _heading(lines), _traffic(plan, WIDTH))
    unknown = (
        f"unknown: {one.what}: {one.why} {visible(one.spelled)}".rstrip() for one in plan.unknown if one.what != "cost"
    )
    return _Picture(_name(plan), _heading([*lines, *unknown]), None)


def _compared(old: PlannedSpec, new: PlannedSpec, differences: tuple[Difference, ...]) -> _Picture:
    """The users of each test of ``new`` over those of ``old``, by the first reading of stairs."""
    series = [
        Series(one.plan.load_test.readings[0].curve, shortened(f"{word}: {title(one)}", 90), color, dashes)
        for word, one, color, dashes in (("old", old, ORANGE, "6 4"), ("new", new, BLUE, ""))
        if one.plan.load_test and one.plan.load_test.readings
    ]
    lines = list(map(_difference, differences)) or ["no difference in tests, traffic, time or cost"]
    plot = (
        Plot(WIDTH, tuple(series), new.plan.job_seconds, compares=True, earlier=old.plan.job_seconds)
        if series
        else None
    )
    return _Picture(f"from {title(old)} to {title(new)}", _heading(lines), plot)


def _difference(one: Difference) -> str:
    old, new = (visible(side) if side is not None else "nothing" for side in (one.old, one.new))
    if one.change:
        return f"{visible(one.term)}: {one.change}; now {new}"
    return f"{visible(one.term)}: {old} \N{RIGHTWARDS ARROW} {new}"


def _heading(texts: list[str]) -> list[str]:
    """``texts`` in lines as wide as the picture. Long texts are cut, and only the first of many are shown."""
    room = (WIDTH - 2 * _EDGE) // CHARACTER
    more = [f"and {len(texts) - _TEXTS:,} more"] if len(texts) > _TEXTS else []
    short = (shortened(one, _ROWS * room) for one in texts[:_TEXTS])
    return [line for one in [*short, *more] for line in textwrap.wrap(one, room, break_on_hyphens=False)]
