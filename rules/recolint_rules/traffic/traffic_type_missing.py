from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Fix, Insert, Invalid, Job, Rule, TrafficPattern, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class TrafficTypeMissing(Rule[None]):
    """The traffic pattern does not have a TrafficType.

    What it checks: that a TrafficPattern with Phases or with Stairs has a TrafficType. RL210 and RL209 report a pattern
    with both or with neither.

    Why it matters: the client accepts it, but all of AWS's examples set the type, and AWS does not document a default.

    What to do: write TrafficType: PHASES or TrafficType: STAIRS.
    """

    code, name = "RL208", "traffic-type-missing"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    examples = (
        Valid("InputConfig: {TrafficPattern: {TrafficType: PHASES, Phases: [{SpawnRate: 1}]}}"),
        Valid("InputConfig: {TrafficPattern: {TrafficType: phases, Phases: [{SpawnRate: 1}]}}"),
        Invalid(
            "InputConfig:\n  TrafficPattern:\n    Phases:\n      - SpawnRate: 1\n",
            at="/InputConfig/TrafficPattern",
            fixed="InputConfig:\n  TrafficPattern:\n    Phases:\n      - SpawnRate: 1\n    TrafficType: PHASES\n",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {NumberOfSteps: 5}}}",
            at="/InputConfig/TrafficPattern",
            fixed="InputConfig: {TrafficPattern: {Stairs: {NumberOfSteps: 5}, TrafficType: STAIRS}}",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic = tested_traffic(job)
        if not traffic or not traffic.lacks(TrafficPattern.type):
            return
        if traffic.gives(TrafficPattern.phases) and traffic.lacks(TrafficPattern.stairs):
            kind = plan.PHASES
        elif traffic.gives(TrafficPattern.stairs) and traffic.lacks(TrafficPattern.phases):
            kind = plan.STAIRS
        else:
            return
        yield self.finding(
            traffic,
            "TrafficType is missing in TrafficPattern",
            fix=Fix(f"add TrafficType: {kind}", (Insert(traffic.route, TrafficPattern.type.name, kind),)),
        )
