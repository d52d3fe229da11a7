"""The answer that a job was run for, in one line. Texts of AWS must be escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.report.results.columns import per_million
from recolint.report.shared.table import dollars, numbers
from recolint.results.rows import Row

_WORDS = {
    "cost-per-inference": "lowest cost per inference",
    "cost-per-hour": "lowest cost per hour",
    "invocations": "most invocations",
    "latency": "lowest latency",
    "cpu": "lowest CPU use",
    "memory": "lowest memory use",
}
"""What the first row has, by what rows are sorted by. Sorted by name, the first row is not an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The best row by what rows are sorted by: why it is (``lowest latency``), and what it runs on and does."""

    row: Row
    why: str
    configuration: str
    figures: str


def answer(rows: Sequence[Row], sort: str) -> Answer | None:
    """The answer of ``rows``, sorted by ``sort``; ``None`` without rows or with unknown figures."""
    if not rows or sort not in _WORDS:
        return None
    figures = figures_of(rows[0])
    return Answer(rows[0], _WORDS[sort], configuration_of(rows[0]), figures) if figures else None


def configuration_of(row: Row) -> str:
    """``ml.c5.xlarge, OMP_NUM_THREADS=2``."""
    return ", ".join(filter(None, (row.target, row.environment, row.specification)))


def figures_of(row: Row) -> str:
    """``30,358 requests a minute at 100 ms for $5.43 per million``, without what is unknown."""
    parts = (
        ("", row.invocations, numbers, " requests a minute"),
        ("at ", row.latency, numbers, " ms"),
        ("for $", per_million(row), dollars, " per million"),
    )
    return " ".join(f"{before}{show([value])[0]}{after}" for before, value, show, after in parts if value is not None)
