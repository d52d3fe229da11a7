from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class Options(NamedTuple):
    """The bound."""

    limit: Annotated[int, "the time within which a model must respond, in milliseconds"] = 60_000


class LatencyTooLong(Rule[Options]):
    """A latency threshold is so long that no answer exceeds it.

    What it checks: that ValueInMilliseconds of a latency threshold is below 60,000.

    Why it matters: a model has 60 seconds to answer; slower answers are errors. A threshold of 60 seconds or more
    stops nothing. Most likely it is in microseconds, the unit of some of AWS's consoles and metrics.

    What to do: write milliseconds: 100000 microseconds are 100.
    """

    code, name = "RL256", "latency-too-long"
    severity, basis = WARNING, Inferred(sources.INVOKE_ENDPOINT, "a container answers within 60 seconds")
    refuses = True
    examples = (
        Valid("StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 59999}]}"),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 60000}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/ValueInMilliseconds",
        ),
        Invalid(
            "StoppingConditions: {ModelLatencyThresholds: [{ValueInMilliseconds: 2000}]}",
            at="/StoppingConditions/ModelLatencyThresholds/0/ValueInMilliseconds",
            options={"limit": 1000},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit = self.options.limit
        for threshold in job.stopping.thresholds:
            latency = threshold.milliseconds
            if latency is not None and latency.value >= limit:
                yield self.finding(
                    latency,
                    f"a threshold of {latency.value} ms has no effect: responses time out after {limit} ms",
                    help=f"write milliseconds: {latency.value} microseconds are {latency.value // 1000} ms",
                )
