"""The columns of a table of results. The texts of cells are AWS's and must be escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recolint.results.rows import Row

NOTE = "Costs are in US dollars (USD), for all instances of a row together; latency is in milliseconds."
BEST = "no other row is both cheaper per inference and faster"
"""What a marked row is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and the text of a row's cell, empty where AWS does not say."""

    heading: str
    show: Callable[[Row], str]
    numeric: bool = True


def columns(rows: Sequence[Row]) -> list[Column]:
    """The columns in which any of ``rows`` has something to show."""
    return [column for column in _COLUMNS if any(column.show(row) for row in rows)]


def hourly(cost: float) -> str:
    """``0.11500000208616257`` as ``0.115``: without the noise of AWS's 32-bit floats."""
    text = f"{cost:,.4f}".rstrip("0").rstrip(".")
    return text if text != "0" or not cost else f"{cost:.3g}"


def per_million(cost: float) -> str:
    """What a million inferences cost, of the cost of one."""
    return f"{cost * 1e6:,.2f}" if cost * 1e6 >= 0.1 or not cost else f"{cost * 1e6:.2g}"


def _shown(value: float | None, show: Callable[[float], str]) -> str:
    return "" if value is None else show(value)


def _whole(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 or value == int(value) else f"{value:.1f}"


_COLUMNS = (
    Column("instance or memory", lambda row: row.target, numeric=False),
    Column("environment", lambda row: row.environment, numeric=False),
    Column("specification", lambda row: row.specification or "", numeric=False),
    Column("compilation job", lambda row: row.compilation or "", numeric=False),
    Column("count", lambda row: _shown(row.count, _whole)),
    Column("$/hour", lambda row: _shown(row.cost_per_hour, hourly)),
    Column("$/inference", lambda row: _shown(row.cost_per_inference, "{:.3g}".format)),
    Column("$/million", lambda row: _shown(row.cost_per_inference, per_million)),
    Column("invocations/min", lambda row: _shown(row.invocations, _whole)),
    Column("latency ms", lambda row: _shown(row.latency, _whole)),
    Column("CPU %", lambda row: _shown(row.cpu, "{:.1f}".format)),
    Column("memory %", lambda row: _shown(row.memory, "{:.1f}".format)),
    Column("set-up", lambda row: _shown(row.setup, _whole)),
)
