"""An axis of numbers, even or logarithmic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from math import ceil, floor, log10

WIDE = 20
"""The ratio of maximum to minimum above which an axis is logarithmic. Otherwise most values would crowd at zero."""

_NEAR_ZERO = 0.6
"""The ratio of minimum to maximum from which a linear axis does not begin at 0."""

_HIGHEST = 0.95
"""The highest place of a value on a linear axis: above it is room for a name."""

_INTERVALS = 6
_MAX_MARKS = 9


@dataclass(frozen=True, slots=True)
class Axis:
    """From ``low`` to ``high``, with ``marks`` at round numbers, both ends among them."""

    low: float
    high: float
    logarithmic: bool
    marks: tuple[float, ...]

    def share(self, value: float) -> float:
        """The place of ``value``: 0 at the low end, 1 at the high one."""
        if self.logarithmic:
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def axis(values: Iterable[float]) -> Axis:
    """An axis with a place for all ``values`` (one or more, at least 0). Only 0 may be at an end.

    A linear axis begins at 0 unless the values are far from 0 and near each other.
    """
    found = sorted(values)
    least, most = found[0], found[-1]
    if 0 < least * WIDE < most:
        return _logarithmic(least, most)
    from_zero = least < most * _NEAR_ZERO or least == most
    step = _step(most if from_zero else most - least)
    first = 0 if from_zero else _before(least, step)
    room = most - first * step
    last = next(number for number in count(first + 1) if (number - first) * step * _HIGHEST > room)
    marks = tuple(step * number for number in range(first, last + 1))
    return Axis(marks[0], marks[-1], logarithmic=False, marks=marks)


def _step(span: float) -> float:
    return next(step for step in _round_from(span / _INTERVALS or 1) if step * _INTERVALS >= span)


def _before(value: float, step: float) -> int:
    """How many whole steps end below ``value``, which is not 0."""
    return max(0, ceil(value / step) - 1)


def _logarithmic(least: float, most: float) -> Axis:
    found: list[float] = []
    for mark in _round_from(least / 10):
        if mark < least:
            found.clear()
        found.append(mark)
        if mark > most:
            break
    shown = found
    if len(found) > _MAX_MARKS:
        shown = [mark for mark in found if f"{mark:e}".startswith("1.0") or mark in (found[0], found[-1])]
    return Axis(found[0], found[-1], logarithmic=True, marks=tuple(shown))


def _round_from(value: float) -> Iterator[float]:
    """1, 2 and 5 times powers of ten, from the power of ten at or below ``value`` on, for ever."""
    start = floor(log10(value))
    return (unit * 10.0**power for power in count(start) for unit in (1, 2, 5))
