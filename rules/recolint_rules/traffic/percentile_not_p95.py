from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Rule, Safety, Set, Valid
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.job_types import is_advanced
from recolint_rules.facts.percentile import meant
from recolint_rules.facts.wording import quoting


class PercentileNotP95(Rule[None]):
    """The latency threshold of a load test is not for P95.

    What it checks: that Percentile of a latency threshold of an Advanced job is P95, in this spelling.

    Why it matters: the API reference requires P95 in custom load tests, although AWS's console writes P99.

    What to do: write P95, and the maximum latency of 95 of 100 invocations, in milliseconds."""

    code, name = "RL253", "percentile-not-p95"
    severity, basis = ERROR, Documented(sources.LATENCY_THRESHOLD, "Percentile")
    examples = (
        Valid("JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}]}"),
        Valid("JobType: Default\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P99}]}"),
        Invalid(
            "JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: p95}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
            fixed="JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}]}",
        ),
        Invalid(
            "JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P99}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
            fixed="JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}]}",
        ),
        Invalid(
            "JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: median}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not is_advanced(job):
            return
        for threshold in job.stopping.thresholds:
            percentile = threshold.percentile
            if percentile is None or percentile.value == "P95":
                continue
            right = meant(percentile.value)
            # P95 instead of P99 tests another latency.
            safety = Safety.SAFE if right == "P95" else Safety.UNSAFE
            yield self.finding(
                percentile,
                quoting(
                    "Percentile must be P95 in an Advanced job, found ",
                    percentile.value,
                    typographic.remark(percentile.value),
                ),
                help=None if right else "write P95",
                fix=Fix("write P95", (Set(percentile.route, "P95"),), safety) if right else None,
            )
