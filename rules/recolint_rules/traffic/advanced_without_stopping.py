from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_advanced


class AdvancedWithoutStopping(Rule[None]):
    """An Advanced job has no stopping conditions.

    What it checks: that an Advanced job has StoppingConditions.

    Why it matters: the developer guide requires them for a load test. Without them, tests do not end at the load or the
    latency that you need, and the recommendations ignore both.

    What to do: add MaxInvocations (per minute) and a latency threshold for P95."""

    code, name = "RL234", "advanced-without-stopping"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    examples = (
        Valid("JobType: Advanced\nStoppingConditions: {MaxInvocations: 300}"),
        Valid("JobType: Default\nInputConfig: {}"),
        Invalid("JobType: Advanced\nInputConfig: {}", at=""),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if is_advanced(job) and job.lacks(Job.stopping):
            yield self.finding(
                job,
                "StoppingConditions is missing in an Advanced job",
                help="add MaxInvocations (per minute) and ModelLatencyThresholds (P95)",
            )
