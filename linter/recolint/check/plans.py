"""The plans of the specs that a check reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from recolint.base.aws_names import Arn
from recolint.base.finding import SpecId
from recolint.check.context import Unrecognized
from recolint.check.reduce import check_files
from recolint.check.run import Run
from recolint.check.tasks import Input
from recolint.config.typed import Config
from recolint.plan.planning import Plan, plan_job
from recolint.plan.prices import Prices, for_region
from recolint.request.job import Job
from recolint.rule.kinds import Spec
from recolint.rule.registry import Registry

PriceTablesOf = Callable[[Config], Sequence[Prices]]
"""The price tables in force for a file with this config; raises ``PriceError`` for a table that is wrong."""


@dataclass(frozen=True, slots=True)
class PlannedSpec:
    """A spec and its plan, and where the job runs; ``None``: unknown."""

    spec: SpecId
    plan: Plan
    region: str | None = None
    account: str | None = None


def planned(spec: Spec, tables: Sequence[Prices] | None = None) -> PlannedSpec:
    """``spec`` with its plan, priced by the table for its Region among ``tables`` (``None``: the tables of its config).

    Region and account are those of the settings, else those of the model package and of the role.
    """
    region = spec.settings.region or spec.job.input.package_region
    prices = for_region(spec.settings.prices if tables is None else tables, region)
    plan = plan_job(spec.job, prices, region=region, today=spec.settings.today)
    return PlannedSpec(spec.id, plan, region, spec.settings.account or _account_of_role(spec.job))


def _account_of_role(job: Job) -> str | None:
    """The account of the role, the only one in which SageMaker can use it."""
    arn = Arn.parse(job.role.value) if job.role is not None else None
    return arn.account or None if arn is not None else None


def check_and_plan(
    inputs: Iterable[Input], rules: Registry, today: date, prices: PriceTablesOf, number: int | None = None
) -> tuple[Run, tuple[PlannedSpec, ...]]:
    """Check ``inputs``, and plan their specs in order of path: all, or those with ``number`` (from 0) in their file.

    Raises what ``prices`` raises.
    """
    tables: dict[str, Sequence[Prices]] = {}

    def noted() -> Iterator[Input]:
        for one in inputs:
            tables[one.path] = prices(one.config)
            yield one

    def plan(spec: Spec) -> PlannedSpec | None:
        return planned(spec, tables[spec.id.path]) if number in (None, spec.id.index) else None

    checked = check_files(noted(), rules, today, Unrecognized.ERROR, also=plan)
    return checked, tuple(one for file in checked.files for one in file.also if one is not None)
