"""Round numbers for the axes of a picture."""

from __future__ import annotations

from itertools import count as counting

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
