"""Time, passed in so that nothing has to wait for it in a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """The time of day (with its zone), seconds that only grow, and a way to let seconds pass."""

    now: Callable[[], datetime]
    seconds: Callable[[], float]
    sleep: Callable[[float], None]


def system() -> Clock:
    """The clock of this machine."""
    return Clock(lambda: datetime.now(UTC), time.monotonic, time.sleep)
