"""What a report on plans is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.base.finding import SpecId
from recolint.plan.difference import Difference
from recolint.plan.planning import Plan, plan_job
from recolint.plan.prices import Prices, for_region
from recolint.plan.total import Total, total
from recolint.report.plan.glyphs import BLOCKS, Glyphs
from recolint.rule.kinds import Spec


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A spec and its plan."""

    spec: SpecId
    plan: Plan


def planned(spec: Spec, tables: Sequence[Prices] = ()) -> PlannedSpec:
    """``spec`` with its plan, by the one of the price ``tables`` that is for its Region."""
    region = spec.settings.region or spec.job.input.package_region
    prices = for_region(tables, region)
    return PlannedSpec(spec.id, plan_job(spec.job, prices, region=region, today=spec.settings.today))


@dataclass(frozen=True, slots=True)
class PlanReport:
    """Plans in order; or one plan, the ``old`` one that it is held against, and in what they differ."""

    plans: tuple[PlannedSpec, ...]
    old: PlannedSpec | None = None
    differences: tuple[Difference, ...] = ()
    glyphs: Glyphs = BLOCKS

    @property
    def total(self) -> Total | None:
        """What the plans come to together; ``None`` for a single plan and for a comparison."""
        several = self.old is None and len(self.plans) > 1
        return total([one.plan for one in self.plans]) if several else None
