"""The input of a report on plans."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.check.plans import PlannedSpec
from recolint.plan.difference import Difference
from recolint.plan.total import Total, total
from recolint.report.plan.chart import BLOCKS, Glyphs

WIDEST = 100
"""Columns above which a line is hard to read."""


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Plans in order; or one plan, the ``old`` one that it is held against, and in what they differ."""

    plans: tuple[PlannedSpec, ...]
    old: PlannedSpec | None = None
    differences: tuple[Difference, ...] = ()
    glyphs: Glyphs = BLOCKS
    width: int | None = None
    """Columns of the terminal that the report goes to; ``None``: unlimited."""
    color: bool = False
    """Whether differences are coloured; the signs before them say the same."""

    @property
    def text_width(self) -> int:
        """The column at which sentences wrap."""
        return min(WIDEST, self.width or WIDEST)

    @property
    def total(self) -> Total | None:
        """The total of the plans; ``None`` for a single plan and for a comparison."""
        several = self.old is None and len(self.plans) > 1
        return total([one.plan for one in self.plans]) if several else None
