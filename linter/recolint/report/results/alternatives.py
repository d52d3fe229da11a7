"""What a reader may choose from: the best trade-offs of cost and latency, each against the cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.report.results.columns import per_million
from recolint.report.shared.table import dollars, numbers
from recolint.results.rows import Row, trade_offs


@dataclass(frozen=True, slots=True)
class Alternative:
    """A row, and its figures: ``41 ms (-59%) for $9.40 (+73%)``; those of the cheapest without changes."""

    row: Row
    figures: str


def alternatives(rows: Sequence[Row]) -> list[Alternative]:
    """The best trade-offs of ``rows``, the cheapest first."""
    # As rows are in order, so are those of a set of them.
    best = trade_offs(rows)
    found = sorted(
        (row for row in rows if row in best), key=lambda row: (row.cost_per_inference or 0, row.latency or 0)
    )
    costs, latencies = [per_million(row) for row in found], [row.latency for row in found]
    texts = zip(
        numbers(latencies), _changes(latencies), dollars(costs), _changes(costs), found, strict=True
    )  # fmt: skip
    return [
        Alternative(row, f"{latency} ms{slower} for ${cost}{dearer}") for latency, slower, cost, dearer, row in texts
    ]


def fastest(rows: Sequence[Row]) -> Alternative | None:
    """The best trade-off with the lowest latency; ``None`` where there is one best trade-off or none."""
    found = alternatives(rows)
    return found[-1] if len(found) > 1 else None


def _changes(values: Sequence[float | None]) -> list[str]:
    """The changes from the first value in percent, in parentheses; nothing for the first, and for an unknown value."""
    first = values[0] if values else None
    if not first:
        return [""] * len(values)
    changes = ["" if value is None else f"{(value - first) / first:+,.0%}" for value in values]
    return [f" ({change})" if change not in ("", "+0%", "-0%") else "" for change in changes]
