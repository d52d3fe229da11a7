"""Plans as JSON, version 1.

Mapped by hand, so that no rename within recolint can change it. Members may be added; a change of meaning is version 2.
Times are seconds, memory is MB; ``null`` is unknown or not set.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from itertools import chain, islice
from typing import Any

import recolint
from recolint.base.json_text import ascii_json
from recolint.check.plans import PlannedSpec
from recolint.plan.curve import Curve
from recolint.plan.difference import Difference
from recolint.plan.load_test import LoadTest, TrafficReading
from recolint.plan.matrix import Row
from recolint.plan.planning import DEFAULT_JOB_MINUTES, Plan, Recommendation
from recolint.plan.summary import not_counted
from recolint.plan.total import Total
from recolint.report.plan.model import PlanReport

MAX_TESTS = 10_000
"""Tests that are listed one by one; the contract allows 2,430 and an endpoint, a broken spec any number."""


def render(report: PlanReport) -> str:
    """One JSON object, ASCII only, ended by a line feed."""
    whole: dict[str, Any] = {
        "version": 1,
        "tool": {"name": "recolint", "version": recolint.__version__},
        "plans": [_planned(one) for one in report.plans],
    }
    if report.total is not None:
        whole["total"] = _total(report.total)
    if report.old is not None:
        whole["against"] = _planned(report.old)
        whole["differences"] = [_difference(one) for one in report.differences]
    return ascii_json(whole) + "\n"


def _difference(one: Difference) -> dict[str, Any]:
    return {"term": one.term, "old": one.old, "new": one.new, "change": one.change or None}


def _total(total: Total) -> dict[str, Any]:
    """Sums over the jobs with a known bound; their number is beside them."""
    return {
        "jobs": total.jobs,
        "bounded_jobs": total.bounded,
        "instance_seconds": total.instance_seconds,
        "instance_hours": total.instance_seconds / 3600,
        "priced_jobs": total.priced,
        "costs": [{"currency": currency, "at_most": _money(amount)} for currency, amount in total.costs],
    }


def _planned(one: PlannedSpec) -> dict[str, Any]:
    return {"path": one.spec.path, "spec": one.spec.index, **data(one.plan)}


def data(plan: Plan) -> dict[str, Any]:
    """The plan of one job as plain data."""
    children = plan.children
    return {
        "name": plan.name,
        "type": plan.kind,
        "job_seconds": plan.job_seconds,
        "tests": _tests(plan.load_test) if plan.load_test else None,
        "traffic": [_reading(reading) for reading in plan.load_test.readings] if plan.load_test else None,
        "stops": list(plan.load_test.stops) if plan.load_test else None,
        "recommendation": _recommendation(plan.recommendation) if plan.recommendation else None,
        "bound": _bound(plan),
        "cost": _cost(plan),
        "children": {"kept": children.kept, "cut": children.cut} if children else None,
        "unknown": [{"what": one.what, "why": f"{one.why} {one.spelled}".rstrip()} for one in plan.unknown],
        "not_certain": list(plan.caveats),
    }


def _tests(planned: LoadTest) -> dict[str, Any]:
    tests = planned.tests
    each = chain(
        (
            _test(number, None, environment)
            for number, row in enumerate(tests.rows)
            for environment in row.environments()
        ),
        (_test(None, name, ()) for name in tests.endpoints),
    )
    return {
        "planned": tests.planned,
        "limit": tests.limit,
        "run": tests.runs,
        "parallel": tests.parallel,
        "configurations": [_row(row) for row in tests.rows],
        "existing_endpoints": list(tests.endpoints),
        "each": list(islice(each, MAX_TESTS)),
    }


def _test(
    configuration: int | None, existing_endpoint: str | None, environment: tuple[tuple[str | None, str | None], ...]
) -> dict[str, Any]:
    return {
        "configuration": configuration,
        "existing_endpoint": existing_endpoint,
        "environment": [{"name": name, "value": value} for name, value in environment],
    }


def _row(row: Row) -> dict[str, Any]:
    serverless = row.serverless
    return {
        "instance_type": row.instance_type,
        "serverless": {"memory_mb": serverless.memory, "max_concurrency": serverless.max_concurrency}
        if serverless
        else None,
        "inference_specification": row.specification,
        "environment": [{"name": one.name, "values": list(one.values)} for one in row.variables],
        "tests": row.tests,
    }


def _reading(reading: TrafficReading) -> dict[str, Any]:
    bound = reading.bound
    return {
        "reading": reading.curve.reading,
        **curve_data(reading.curve),
        "cut_at": reading.cut_at,
        "tests_started": {"fewest": reading.starts.fewest, "most": reading.starts.most} if reading.starts else None,
        "wall_seconds": bound.seconds if bound else None,
        "instance_seconds": bound.instance_seconds if bound else None,
    }


def curve_data(curve: Curve) -> dict[str, Any]:
    """Users over time as plain data: ``[second, users]`` at both ends of each phase or step."""
    return {
        "seconds": curve.seconds,
        "peak_users": curve.peak,
        "total_users": curve.total,
        "steps": curve.steps,
        "stretches": [
            {"from": [one.start, one.users_start], "to": [one.end, one.users_end]} for one in curve.stretches
        ],
    }


def _recommendation(planned: Recommendation) -> dict[str, Any]:
    return {
        "instance_types": None if planned.types is None else list(planned.types),
        "endpoint_type": planned.endpoint_type,
        "existing_endpoints": list(planned.endpoints),
        "documented_seconds": DEFAULT_JOB_MINUTES * 60,
    }


def _bound(plan: Plan) -> dict[str, Any] | None:
    if plan.bound is None:
        return None
    return {
        "test_seconds": plan.bound.test_seconds,
        "wall_seconds": plan.bound.seconds,
        "instance_seconds": plan.bound.instance_seconds,
        "instance_hours": plan.bound.instance_seconds / 3600,
        "not_counted": list(not_counted(plan.load_test.tests)) if plan.load_test else [],
        "working": list(plan.bound.working),
    }


def _money(amount: Decimal) -> str:
    """Money as text, so that no reader rounds it down."""
    return str(amount.quantize(Decimal("0.0001"), ROUND_CEILING))


def _cost(plan: Plan) -> dict[str, Any] | None:
    if plan.cost is None or plan.prices is None:
        return None
    return {
        "at_most": _money(plan.cost.amount),
        "currency": plan.prices.currency,
        "date": plan.prices.date.isoformat(),
        "region": plan.prices.region,
        "source": plan.prices.source,
        "prices": plan.prices.path,
        "working": plan.cost.working,
    }
