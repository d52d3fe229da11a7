from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default


class EmptyStoppingConditions(Rule[None]):
    """The stopping conditions are empty.

    What it checks: that StoppingConditions, where given, has a member. On a Default job RL231 speaks.

    Why it matters: an empty structure stops nothing, and most likely something was to stand there.

    What to do: give MaxInvocations (per minute) and a latency threshold.
    """

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
