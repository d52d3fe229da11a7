"""The best configuration of a job in one line. Its texts come from AWS and must be escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.report.results.columns import COST_PER_HOUR, per_million
from recolint.report.shared.table import dollars, numbers
from recolint.results.rows import SORTS, Row

_WORDS = {
    "cost-per-inference": "lowest cost per inference",
    "cost-per-hour": "lowest cost per hour",
    "invocations": "most invocations",
    "latency": "lowest latency",
    "cpu": "lowest CPU use",
    "memory": "lowest memory use",
}
"""Why the first row is the best, by sort key. If rows are sorted by name, the first row is not the best."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The best row by the sort key: the reason (``lowest latency``), its configuration, and its figures."""

    row: Row
    why: str
    configuration: str
    figures: str


def answer(rows: Sequence[Row], sort: str) -> Answer | None:
    """The best of ``rows``, which are sorted by ``sort``; ``None`` without rows, or if its sort key is unknown."""
    if not rows or sort not in _WORDS or getattr(rows[0], SORTS[sort]) is None:
        return None
    first = rows[0]
    figures = (_load(first), _an_hour(first)) if sort == COST_PER_HOUR else (figures_of(first),)
    return Answer(first, _WORDS[sort], configuration_of(first), " ".join(filter(None, figures)))


def configuration_of(row: Row) -> str:
    """``ml.c5.xlarge, OMP_NUM_THREADS=2``."""
    return ", ".join(filter(None, (row.target, row.environment, row.specification)))


def figures_of(row: Row) -> str:
    """``30,358 requests a minute at 100 ms for $5.43 per million``, without what is unknown."""
    million = per_million(row)
    cost = "" if million is None else f"for ${dollars([million])[0]} per million"
    return " ".join(filter(None, (_load(row), cost)))


def _load(row: Row) -> str:
    parts = (("", row.invocations, " requests a minute"), ("at ", row.latency, " ms"))
    return " ".join(f"{before}{numbers([value])[0]}{after}" for before, value, after in parts if value is not None)


def _an_hour(row: Row) -> str:
    return f"for ${dollars([row.cost_per_hour])[0]} an hour"
