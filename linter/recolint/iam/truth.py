"""Kleene's logic of three values: what is not known stays not known, unless nothing depends on it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """False, not known, or true; in this order *and* is the least and *or* the greatest."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    @classmethod
    def of(cls, fact: bool) -> Truth:  # noqa: FBT001  the value itself, no switch
        """The truth of a plain fact."""
        return cls.TRUE if fact else cls.FALSE

    @property
    def negated(self) -> Truth:
        """*Not*."""
        return Truth(2 - self)


def all_of(truths: Iterable[Truth]) -> Truth:
    """*And*; true of nothing."""
    return min(truths, default=Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """*Or*; false of nothing."""
    return max(truths, default=Truth.FALSE)
