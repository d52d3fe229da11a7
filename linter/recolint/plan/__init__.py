"""The course of a job, calculated from its spec: users, seconds of traffic, tests, and the time they take.

Pure arithmetic. The names here are what rules share, and cheap to import; ``plan_of`` loads what makes whole plans.
"""

from __future__ import annotations

from recolint.base.static import TYPE_CHECKING
from recolint.plan.matrix import PlannedTests, planned_tests, rows
from recolint.plan.schedule import MAX_SETUP_SECONDS, MIN_SETUP_SECONDS, Schedule, schedule
from recolint.plan.traffic import (
    BODIES,
    JOIN_USERS,
    PHASES,
    STAIRS,
    EndUsers,
    peak_users,
    reachable_invocations,
    shown_types,
    traffic_seconds,
    traffic_type,
    users_at_end,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recolint.plan.planning import Plan
    from recolint.plan.prices import Prices
    from recolint.request.job import Job

CHILD_NAME_CHARACTERS = 40
"""How many characters of a job's name its children keep (API reference: JobName)."""


def plan_of(job: Job, tables: Sequence[Prices] = (), region: str | None = None) -> Plan:
    """The whole plan of ``job``, by the one of the price ``tables`` that is for ``region``. Never raises."""
    from recolint.plan.planning import plan_job
    from recolint.plan.prices import for_region

    return plan_job(job, for_region(tables, region))


__all__ = [
    "BODIES",
    "CHILD_NAME_CHARACTERS",
    "JOIN_USERS",
    "MAX_SETUP_SECONDS",
    "MIN_SETUP_SECONDS",
    "PHASES",
    "STAIRS",
    "EndUsers",
    "PlannedTests",
    "Schedule",
    "peak_users",
    "plan_of",
    "planned_tests",
    "reachable_invocations",
    "rows",
    "schedule",
    "shown_types",
    "traffic_seconds",
    "traffic_type",
    "users_at_end",
]
