"""The choices of the reader: the best trade-offs of cost and latency, each compared with the cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.report.results.columns import per_million
from recolint.report.shared.table import dollars, numbers
from recolint.results.rows import Row, trade_offs

TIMES = 10
"""The ratio from which a change is written as a multiple: percents would be hard to read."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A row, and its figures: ``41 ms (-59%) for $9.40 (+73%)``. Changes are from the cheapest."""

    row: Row
    figures: str


def alternatives(rows: Sequence[Row]) -> list[Alternative]:
    """The best trade-offs of ``rows``, the cheapest first."""
    best = trade_offs(rows)
    found = sorted((row for row in rows if row in best), key=lambda row: row.cost_per_inference or 0)
    return [Alternative(row, _figures(row, found[0])) for row in found]


def fastest(rows: Sequence[Row]) -> Alternative | None:
    """The best trade-off with the lowest latency; ``None`` if there are fewer than two best trade-offs."""
    found = alternatives(rows)
    return found[-1] if len(found) > 1 else None


def _figures(row: Row, first: Row) -> str:
    latency = f"{numbers([row.latency])[0]} ms{_change(row.latency, first.latency)}"
    cost = f"${dollars([per_million(row)])[0]}{_change(per_million(row), per_million(first))}"
    return f"{latency} for {cost}"


def _change(value: float | None, first: float | None) -> str:
    """``value`` against ``first``: `` (-59%)``, `` (13 times)``; nothing if they are equal or one is unknown."""
    if not first or value is None:
        return ""
    ratio = value / first
    if ratio >= TIMES:
        return f" ({ratio:,.0f} times)"
    # -100% would be wrong: no value shrinks to 0.
    text = f"{ratio - 1:+.0%}" if ratio >= 0.01 else f"{max(ratio, 0.001) - 1:+.1%}"
    return "" if text in ("+0%", "-0%") else f" ({text})"
