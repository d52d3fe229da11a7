from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Rule, Set, Valid
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.job_types import is_not_advanced
from recolint_rules.facts.percentile import meant
from recolint_rules.facts.wording import quoting


class UnknownPercentile(Rule[None]):
    """A latency threshold has an unsupported percentile.

    What it checks: that Percentile of a latency threshold is P95 or P99, in this spelling. RL253 checks Advanced jobs,
    which accept only P95.

    Why it matters: the client accepts any text, the API reference only these two.

    What to do: write P95 or P99.
    """

    code, name = "RL252", "unknown-percentile"
    severity, basis = ERROR, Documented(sources.LATENCY_THRESHOLD, "Percentile")
    examples = (
        Valid("StoppingConditions: {ModelLatencyThresholds: [{Percentile: P99}]}"),
        Valid("JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: [{Percentile: P90}]}"),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{Percentile: p99}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
            fixed="StoppingConditions: {ModelLatencyThresholds: [{Percentile: P99}]}",
        ),
        Invalid(
            "StoppingConditions:\n  ModelLatencyThresholds:\n    - Percentile: '95'\n",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
            fixed="StoppingConditions:\n  ModelLatencyThresholds:\n    - Percentile: 'P95'\n",
        ),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{Percentile: P90}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/Percentile",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not is_not_advanced(job):
            return
        for threshold in job.stopping.thresholds:
            percentile = threshold.percentile
            if percentile is None or percentile.value in {"P95", "P99"}:
                continue
            right = meant(percentile.value)
            yield self.finding(
                percentile,
                quoting(
                    "Percentile must be P95 or P99, found ", percentile.value, typographic.remark(percentile.value)
                ),
                help=None if right else "write P95 or P99",
                fix=Fix(f"write {right}", (Set(percentile.route, right),)) if right else None,
            )
