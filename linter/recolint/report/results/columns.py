"""The columns of a table of results. The texts of cells are AWS's and must be escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from recolint.report.results.changes import Figure
from recolint.report.shared import table
from recolint.report.shared.table import dollars, numbers
from recolint.results.rows import Row

_Numbers = Callable[[Sequence[float | None]], list[str]]

NOTE = "Costs are in US dollars (USD), for all instances of a row together; latency is in milliseconds."
BEST = "no other row is both cheaper per inference and faster"
"""The meaning of the mark of a row."""

COST_PER_HOUR = "cost-per-hour"
"""The sort key with which tables show the cost per hour."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the texts of rows, empty for unknown values. ``rank`` and ``least`` are those of ``table.Column``.

    ``compared`` is the figure to compare between jobs; ``None``: the column is not compared.
    """

    heading: str
    texts: Callable[[Sequence[Row]], list[str]]
    numeric: bool = False
    rank: int = 0
    least: int | None = None
    compared: Figure | None = None

    @property
    def in_table(self) -> table.Column:
        """The column for a table for people."""
        return table.Column(self.heading, self.numeric, self.rank, self.least)


def all_columns(rows: Sequence[Row]) -> list[Column]:
    """The columns in which any of ``rows`` has something to show."""
    return [column for column in _COLUMNS if any(column.texts(rows))]


def main_columns(rows: Sequence[Row], sort: str) -> list[Column]:
    """As ``all_columns``, but with only the cost for ``sort`` (a key of ``SORTS``), and no counts if all are 1."""
    found = {column.heading: column for column in all_columns(rows)}
    costs = [_MILLION, _HOUR] if sort != COST_PER_HOUR else [_HOUR, _MILLION]
    for other in [cost for cost in costs if cost.heading in found][1:]:
        del found[other.heading]
    if all(row.count in (None, 1) for row in rows):
        found.pop(_COUNT.heading, None)
    return list(found.values())


def _text(heading: str, show: Callable[[Row], str], rank: int = 0, least: int | None = None) -> Column:
    return Column(heading, lambda rows: [show(row) for row in rows], rank=rank, least=least)


def _number(heading: str, value: Callable[[Row], float | None], rank: int = 0, show: _Numbers = numbers) -> Column:
    return Column(heading, lambda rows: show([value(row) for row in rows]), numeric=True, rank=rank)


def _compared(heading: str, figure: Figure, show: _Numbers = numbers) -> Column:
    return replace(_number(heading, figure.of, show=show), compared=figure)


def per_million(row: Row) -> float | None:
    """Dollars per million inferences."""
    return None if row.cost_per_inference is None else row.cost_per_inference * 1e6


_COUNT = _number("count", lambda row: row.count, rank=4)
_HOUR = _number("$/hour", lambda row: row.cost_per_hour, rank=2, show=dollars)
_MILLION = _compared("$/million", Figure(per_million, better=-1), dollars)

_COLUMNS = (
    _text("instance or memory", lambda row: row.target, least=14),
    _text("environment", lambda row: row.environment, rank=1, least=17),
    _text("specification", lambda row: row.specification or "", rank=3, least=14),
    _text("compilation job", lambda row: row.compilation or "", rank=6, least=14),
    _COUNT,
    _HOUR,
    _MILLION,
    _compared("invocations/min", Figure(lambda row: row.invocations, better=1)),
    _compared("latency ms", Figure(lambda row: row.latency, better=-1)),
    _number("CPU %", lambda row: row.cpu, rank=5),
    _number("memory %", lambda row: row.memory, rank=5),
    _number("setup", lambda row: row.setup, rank=7),
)
