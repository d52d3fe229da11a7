from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Annotated, Finding, Inferred, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources


class Options(NamedTuple):
    """The limit."""

    limit: Annotated[int, "the time within which a model must respond, in milliseconds"] = 60_000


class LatencyTooLong(Rule[Options]):
    """A latency threshold is longer than any response.

    What it checks: that ValueInMilliseconds of a latency threshold is below 60000.

    Why it matters: a model must respond within 60 seconds; slower responses are errors. A threshold of 60 seconds or
    more has no effect. Most likely it is in microseconds, the unit of some AWS consoles and metrics.

    What to do: write milliseconds: 100000 microseconds are 100 ms."""

    code, name = "RL256", "latency-too-long"
    severity, basis = WARNING, Inferred(sources.INVOKE_ENDPOINT, "a container responds within 60 seconds")
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
