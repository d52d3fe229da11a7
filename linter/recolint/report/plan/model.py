"""What a report on plans is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recolint.base.arn import Arn
from recolint.base.finding import SpecId
from recolint.plan.difference import Difference
from recolint.plan.planning import Plan, plan_job
from recolint.plan.prices import Prices, for_region
from recolint.plan.total import Total, total
from recolint.report.plan.glyphs import BLOCKS, Glyphs
from recolint.request.job import Job
from recolint.rule.kinds import Spec


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A spec and its plan, and where the job runs; ``None``: unknown."""

    spec: SpecId
    plan: Plan
    region: str | None = None
    account: str | None = None


def planned(spec: Spec, tables: Sequence[Prices] = ()) -> PlannedSpec:
    """``spec`` with its plan, by the one of the price ``tables`` that is for its Region.

    Region and account are those of the settings, else those of the model package and of the role.
    """
    region = spec.settings.region or spec.job.input.package_region
    prices = for_region(tables, region)
    plan = plan_job(spec.job, prices, region=region, today=spec.settings.today)
    return PlannedSpec(spec.id, plan, region, spec.settings.account or _account_of_role(spec.job))


def _account_of_role(job: Job) -> str | None:
    """The account of the role, the only one in which SageMaker can use it."""
    arn = Arn.parse(job.role.value) if job.role is not None else None
    return arn.account or None if arn is not None else None


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
