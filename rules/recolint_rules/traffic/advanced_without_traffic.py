from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, InputConfig, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_advanced


class AdvancedWithoutTraffic(Rule[None]):
    """An Advanced job has no traffic pattern.

    What it checks: that the InputConfig of an Advanced job has a TrafficPattern.

    Why it matters: an Advanced job is a load test, and the developer guide requires a traffic pattern for it.

    What to do: add a TrafficPattern: a TrafficType with its Phases or Stairs."""

    code, name = "RL232", "advanced-without-traffic"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid("JobType: Advanced\nInputConfig: {TrafficPattern: {TrafficType: PHASES}}"),
        Valid("JobType: Default\nInputConfig: {ModelName: churn}"),
        Invalid("JobType: Advanced\nInputConfig: {ModelName: churn}", at="/InputConfig"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if is_advanced(job) and job.input and job.input.lacks(InputConfig.traffic):
            yield self.finding(
                job.input,
                "TrafficPattern is missing in an Advanced job",
                help="add TrafficPattern with Phases or Stairs, or set JobType: Default",
            )
