from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, TrafficPattern, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class TrafficBodyMissing(Rule[None]):
    """The traffic pattern has neither Phases nor Stairs.

    What it checks: that a TrafficPattern has Phases or Stairs. RL210 reports the wrong one for its TrafficType.

    Why it matters: a load test without traffic has nothing to send; the developer guide requires the member of the
    type.

    What to do: add Phases with TrafficType PHASES, or Stairs with TrafficType STAIRS."""

    code, name = "RL209", "traffic-body-missing"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid("InputConfig: {TrafficPattern: {TrafficType: PHASES, Phases: [{}]}}"),
        Valid("InputConfig: {TrafficPattern: {TrafficType: PHASES, Stairs: {}}}"),
        Invalid("InputConfig: {TrafficPattern: {TrafficType: STAIRS}}", at="/InputConfig/TrafficPattern"),
        Invalid("InputConfig: {TrafficPattern: {}}", at="/InputConfig/TrafficPattern"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic = tested_traffic(job)
        if not (traffic and traffic.lacks(TrafficPattern.phases) and traffic.lacks(TrafficPattern.stairs)):
            return
        if traffic.type is None:
            yield self.finding(traffic, "Phases and Stairs are missing in TrafficPattern", help="add Phases or Stairs")
        else:
            body = plan.BODIES[traffic.type.value]
            yield self.finding(
                traffic, f"TrafficType is {traffic.type.value}, but {body} is missing", help=f"add {body}"
            )
