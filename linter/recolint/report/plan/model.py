"""What a report on plans is told."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.finding import SpecId
from recolint.plan.difference import Difference
from recolint.plan.planning import Plan
from recolint.report.plan.glyphs import BLOCKS, Glyphs


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A spec and its plan."""

    spec: SpecId
    plan: Plan


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Plans in order; or one plan, the ``old`` one that it is held against, and in what they differ."""

    plans: tuple[PlannedSpec, ...]
    old: PlannedSpec | None = None
    differences: tuple[Difference, ...] = ()
    glyphs: Glyphs = BLOCKS
