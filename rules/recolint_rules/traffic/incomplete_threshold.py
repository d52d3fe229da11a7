from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Finding, Inferred, Invalid, Job, LatencyThreshold, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.wording import listed

_MEMBERS = (LatencyThreshold.percentile, LatencyThreshold.milliseconds)


class IncompleteThreshold(Rule[None]):
    """A latency threshold lacks its percentile or its value.

    What it checks: that a latency threshold has Percentile and ValueInMilliseconds.

    Why it matters: the client accepts it, but one member without the other has no meaning, and AWS's SDK rejects it.

    What to do: set both."""

    code, name = "RL254", "incomplete-threshold"
    severity, basis = ERROR, Inferred(sources.PYTHON_SDK, "right_size")
    examples = (
        Valid("StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95, ValueInMilliseconds: 100}]}"),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{Percentile: P95}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0",
        ),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{}]}", at="/StoppingConditions/ModelLatencyThresholds/0"
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for threshold in job.stopping.thresholds:
            if threshold.percentile and threshold.milliseconds:
                continue
            missing = [member.name for member in _MEMBERS if threshold.lacks(member)]
            if threshold and missing:
                yield self.finding(
                    threshold, f"the latency threshold lacks {listed(missing)}", help=f"add {listed(missing)}"
                )
