"""The parts that the rules about the upper bound of a plan share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recolint.plugin import ERROR, WARNING, InputConfig, Job, Member, Severity, did_you_mean
from recolint_rules.facts.job_types import is_default
from recolint_rules.facts.wording import cut

if TYPE_CHECKING:
    from recolint.plugin import plan

UNKNOWN: dict[str, Severity | None] = {"error": ERROR, "warning": WARNING, "ignore": None}
"""The severity of an unknown bound, by the option ``unknown``."""

_MEMBERS = (
    InputConfig.duration,
    InputConfig.traffic,
    InputConfig.limit,
    InputConfig.configurations,
    InputConfig.endpoints,
)
_LONGEST_REASON = 60
_CAUSES = ("instance-hours", "tests", "traffic", "tests and traffic", "time and instance-hours", "cost")
"""Unknown parts of a plan, the first cause of unknown instance-hours first."""


def fault(word: str) -> str | None:
    """The fault of the option ``unknown``."""
    return None if word in UNKNOWN else f"expected {', '.join(UNKNOWN)}, found {word!r}{did_you_mean(word, UNKNOWN)}"


def is_settled(job: Job) -> bool:
    """Whether everything that bounds a job is known and valid, without a gap or another finding. A Default job never
    has a bound.
    """
    config = job.input
    if is_default(job):
        return bool(config)
    return job.type is not None and bool(config) and all(_is_told(job, member) for member in _MEMBERS)


def _is_told(job: Job, member: Member) -> bool:
    route = job.input.at(member)
    is_right = all(one[: len(route)] != route for one in job.refused)
    return is_right and not job.gaps.touch(route) and not job.input.hides(member)


def why_unknown(planned: plan.planning.Plan) -> str:
    """Why ``planned`` has no bound of instance-hours."""
    reasons = {one.what: one.why for one in planned.unknown}
    return cut(next(reasons[what] for what in _CAUSES if what in reasons), _LONGEST_REASON)
