"""How the results of later jobs differ from those of the first, configuration by configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from recolint.results.rows import Row


class Direction(Enum):
    """Whether a change is an improvement."""

    BETTER = "better"
    WORSE = "worse"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a row, and whether less of it (-1) or more of it (+1) is better."""

    of: Callable[[Row], float | None]
    better: int


@dataclass(frozen=True, slots=True)
class Change:
    """A change in percent, as text such as ``-11.6%``."""

    text: str
    direction: Direction = Direction.NONE


NEW = Change("new")
"""The change of a configuration that the first job does not have."""


class Changes:
    """The results of jobs compared with those of the first job."""

    def __init__(self, jobs: Sequence[str], rows: Iterable[Row]) -> None:
        """``jobs`` are names; ``rows`` the results of all jobs."""
        self.jobs = tuple(jobs) if len(jobs) > 1 else ()
        self._first = self.jobs[0] if self.jobs else None
        self._rows: dict[tuple[object, ...], Row] = {}
        self._others: set[tuple[object, ...]] = set()
        every = tuple(rows)
        each = Counter((row.job, _configuration(row)) for row in every)
        self._ambiguous = {configuration for (_, configuration), count in each.items() if count > 1}
        for row in every:
            if row.job == self._first:
                self._rows.setdefault(self._key(row), row)
            else:
                self._others.add(self._key(row))

    def of(self, row: Row, figure: Figure) -> Change | None:
        """The change of ``figure`` of ``row`` since the first job; ``None`` for that job and for unknown numbers."""
        if self._first is None or row.job == self._first:
            return None
        if self.is_new(row):
            return NEW
        base = self._rows[self._key(row)]
        old, now = figure.of(base), figure.of(row)
        return None if old is None or now is None or old <= 0 else _change(old, now, figure.better)

    def is_new(self, row: Row) -> bool:
        """Whether ``row`` is from a later job, and the first job does not have its configuration."""
        return self._first is not None and row.job != self._first and self._key(row) not in self._rows

    @property
    def gone(self) -> list[Row]:
        """The rows of the first job with a configuration that no other job has."""
        return [row for key, row in self._rows.items() if key not in self._others]

    def _key(self, row: Row) -> tuple[object, ...]:
        """The configuration of ``row``. If a job has several rows for one, the number of instances is part of it."""
        configuration = _configuration(row)
        return (*configuration, row.count if configuration in self._ambiguous else None)


def _configuration(row: Row) -> tuple[object, ...]:
    return row.target, row.environment, row.specification, row.compilation


def _change(old: float, now: float, better: int) -> Change:
    percent = f"{(now - old) / old:+,.1%}"
    if percent in ("+0.0%", "-0.0%"):
        return Change("=")
    return Change(percent, Direction.BETTER if (now > old) == (better > 0) else Direction.WORSE)
