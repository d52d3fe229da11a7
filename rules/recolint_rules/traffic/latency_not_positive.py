from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class LatencyNotPositive(Rule[None]):
    """A latency threshold is zero or less.

    What it checks: that ValueInMilliseconds of a latency threshold is 1 or more.

    Why it matters: the client accepts it, but every response takes longer: the service rejects the job, or the test
    stops at once.

    What to do: write the latency that you can accept, in milliseconds.
    """

    code, name = "RL255", "latency-not-positive"
    severity, basis = ERROR, Inferred(sources.LATENCY_THRESHOLD, "ValueInMilliseconds")
    refuses = True
    examples = (
        Valid("StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 1}]}"),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 0}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/ValueInMilliseconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for threshold in job.stopping.thresholds:
            latency = threshold.milliseconds
            if latency is not None and latency.value < 1:
                yield self.finding(
                    latency,
                    f"ValueInMilliseconds is {latency.value}; the minimum is 1",
                    help="write the latency that you can accept, in milliseconds",
                )
