from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default


class EmptyStoppingConditions(Rule[None]):
    """The stopping conditions are empty.

    What it checks: that StoppingConditions, if present, has a member. RL231 reports it in a Default job.

    Why it matters: an empty structure does not stop a test. Most likely its members were lost.

    What to do: add MaxInvocations (per minute) and a latency threshold."""

    code, name = "RL258", "empty-stopping-conditions"
    severity, basis = WARNING, Inferred(sources.STOPPING_CONDITIONS)
    examples = (
        Valid("StoppingConditions: {FlatInvocations: Stop}"),
        Valid("JobType: Default\nStoppingConditions: {}"),
        Invalid("StoppingConditions: {}", at="/StoppingConditions"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.stopping.is_empty and is_not_default(job):
            yield self.finding(
                job.stopping,
                "StoppingConditions is empty",
                help="add MaxInvocations (per minute) and ModelLatencyThresholds",
            )
