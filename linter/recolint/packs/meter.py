"""How much work a rule of a pack may be: steps are counted, so the limit is the same on every machine."""

from __future__ import annotations

MAX_STEPS = 100_000
"""The limit for one rule on one spec: at most 50 ms. A rule about each of 50 tags takes about 500 steps."""


class CostError(Exception):
    """A rule took more than ``MAX_STEPS`` steps on one spec."""


class Meter:
    """The steps that are left."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_STEPS

    def refill(self) -> None:
        """Begin with another spec."""
        self.left = MAX_STEPS

    def spend(self, steps: int) -> None:
        """Count ``steps``; raises ``CostError`` where they are not left."""
        self.left -= steps
        if self.left < 0:
            raise CostError
