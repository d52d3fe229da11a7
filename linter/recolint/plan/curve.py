"""The users of one test over time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from recolint.plan.traffic import PHASES, STAIRS, traffic_type, users_at_end
from recolint.plan.unknown import missing
from recolint.request.job import Phase, Stairs, TrafficPattern
from recolint.request.view import Integer, View

MAX_STEPS = 500
"""Steps that are drawn one by one; no picture can show more, and a spec may ask for billions."""

WHOLE = "DurationInSeconds is the length of all steps (developer guide)"
EACH = "DurationInSeconds is the length of each step (API reference)"
"""The two readings of stairs: AWS's texts differ."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which users grow evenly (a phase) or stay (a step): seconds from the start, users at both ends.

    Users never fall within a stretch.
    """

    start: float
    end: float
    users_start: float
    users_end: float


@dataclass(frozen=True, slots=True)
class Curve:
    """Users over time: stretches one after the other, the first at 0 seconds.

    ``peak`` is the maximum of users at any moment and ``total`` the number of users started, both rounded up.
    ``seconds`` is when the traffic ends. ``steps`` is the number of steps of stairs, possibly more than the stretches
    that are drawn; ``None`` for phases. ``reading`` names the reading of the spec if there are two. ``even`` is false
    if the number of users is whole only after a rounding that AWS does not document.
    """

    stretches: tuple[Stretch, ...]
    seconds: int
    peak: int
    total: int
    steps: int | None = None
    reading: str | None = None
    even: bool = True

    def users_at(self, second: float) -> float:
        """The users at ``second``; 0 before and after. Where one stretch ends and one starts, those at the end."""
        if not 0 <= second <= self.seconds:
            return 0
        starts = [stretch.start for stretch in self.stretches]
        at = self.stretches[max(0, bisect_left(starts, second) - 1)]
        grown = (second - at.start) / (at.end - at.start)
        return at.users_start + (at.users_end - at.users_start) * grown

    @property
    def highest(self) -> float:
        """The most users before they are rounded."""
        return max(stretch.users_end for stretch in self.stretches)

    @property
    def peak_at(self) -> float:
        """The first second with the most users."""
        top = next(stretch for stretch in self.stretches if stretch.users_end == self.highest)
        return top.start if top.users_start == top.users_end else top.end


def curves(traffic: TrafficPattern) -> tuple[Curve, ...] | str:
    """The users of one test, or in words why they are unknown. Two curves for stairs, the developer guide's first."""
    kind = traffic_type(traffic)
    if kind == PHASES:
        return _phases(traffic)
    if kind == STAIRS:
        return _stairs(traffic.stairs)
    if traffic.phases and traffic.stairs:
        return "Phases and Stairs are both set, and TrafficType does not select one"
    if traffic.gives(TrafficPattern.stairs) or (traffic.phases and traffic.stairs.is_unknown):
        return missing(traffic, TrafficPattern.stairs)
    return missing(traffic, TrafficPattern.phases)


def _lacking(view: View, *members: Integer) -> Iterator[str]:
    """Why each of ``members`` that has no value has none."""
    for member in members:
        if member.__get__(view, type(view)) is None:
            yield missing(view, member)


def _phases(traffic: TrafficPattern) -> tuple[Curve, ...] | str:
    if traffic.refuses(traffic.phases.route) or not traffic.phases.whole:
        return missing(traffic, TrafficPattern.phases)
    stretches: list[Stretch] = []
    ends: list[tuple[int, int]] = []
    at = 0
    even = True
    for phase in traffic.phases:
        end, users, rate, duration = users_at_end(phase), phase.users, phase.spawn_rate, phase.duration
        if end is None or users is None or rate is None or duration is None:
            return next(_lacking(phase, Phase.users, Phase.spawn_rate, Phase.duration))
        exact = users.value + rate.value * duration.value / 60
        stretches.append(Stretch(at, at + duration.value, users.value, exact))
        ends.append((users.value, end.most))
        even = even and end.fewest == end.most
        at += duration.value
    started = ends[0][0] + sum(end - start for start, end in ends)
    joined = sum(max(0, then[0] - before[1]) for before, then in pairwise(ends))
    peak = max(end for _, end in ends)
    return (Curve(tuple(stretches), at, peak, started + joined, even=even),)


def _stairs(stairs: Stairs) -> tuple[Curve, ...] | str:
    duration, steps, each = stairs.duration, stairs.steps, stairs.users_per_step
    if duration is None or steps is None or each is None:
        return next(_lacking(stairs, Stairs.duration, Stairs.steps, Stairs.users_per_step))
    whole = _climb(duration.value, steps.value, each.value, WHOLE)
    if steps.value == 1:
        return (_climb(duration.value, 1, each.value, None),)
    return whole, _climb(duration.value * steps.value, steps.value, each.value, EACH)


def _climb(seconds: int, steps: int, each: int, reading: str | None) -> Curve:
    """Stairs of ``seconds`` in total. Steps too many to draw become a slope."""
    peak = steps * each
    if steps > MAX_STEPS:
        stretches: tuple[Stretch, ...] = (Stretch(0, seconds, each, peak),)
    else:
        stretches = tuple(
            Stretch(seconds * step / steps, seconds * (step + 1) / steps, users, users)
            for step, users in enumerate(range(each, peak + 1, each))
        )
    return Curve(stretches, seconds, peak, peak, steps, reading)
