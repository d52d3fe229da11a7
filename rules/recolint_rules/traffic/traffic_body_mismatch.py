from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Documented,
    Finding,
    Fix,
    Invalid,
    Job,
    Part,
    Remove,
    Rule,
    Safety,
    Set,
    TrafficPattern,
    Valid,
    label,
    plan,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class TrafficBodyMismatch(Rule[None]):
    """The traffic pattern has both Phases and Stairs, or the wrong one for its type.

    What it checks: that a TrafficPattern has Phases only with TrafficType PHASES, Stairs only with STAIRS, and never
    both.

    Why it matters: the API reference allows one of the two. AWS does not document what the service does with the other:
    it may reject the job, or test with traffic that you did not intend.

    What to do: keep the intended one, with the matching TrafficType."""

    code, name = "RL210", "traffic-body-mismatch"
    severity, basis = ERROR, Documented(sources.STAIRS, "and SageMaker developer guide: Run a custom load test")
    examples = (
        Valid("InputConfig: {TrafficPattern: {TrafficType: PHASES, Phases: [{}]}}"),
        Valid("InputConfig: {TrafficPattern: {Stairs: {}}}"),
        Invalid(
            "InputConfig:\n  TrafficPattern:\n    TrafficType: STAIRS\n    Phases:\n      - SpawnRate: 1\n",
            at="/InputConfig/TrafficPattern/Phases",
            part=Part.KEY,
            fixed="InputConfig:\n  TrafficPattern:\n    TrafficType: PHASES\n    Phases:\n      - SpawnRate: 1\n",
        ),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    TrafficType: PHASES\n"
            "    Stairs: {UsersPerStep: 1}\n"
            "    Phases: [{SpawnRate: 1}]\n",
            at="/InputConfig/TrafficPattern/Stairs",
            part=Part.KEY,
            fixed="InputConfig:\n  TrafficPattern:\n    TrafficType: PHASES\n    Phases: [{SpawnRate: 1}]\n",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{SpawnRate: 1}], Stairs: {UsersPerStep: 1}}}",
            at="/InputConfig/TrafficPattern",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic = tested_traffic(job)
        kind, shown = traffic.type, plan.shown_types(traffic)
        if kind is None:
            if len(shown) > 1 and not traffic.hides(TrafficPattern.type):
                yield self.finding(
                    traffic,
                    "TrafficPattern has both Phases and Stairs; expected one",
                    help="keep one, with the matching TrafficType",
                )
            return
        for other in shown:
            if other == kind.value:
                continue
            right, wrong = plan.BODIES[kind.value], plan.BODIES[other]
            route = (*traffic.route, wrong)
            if kind.value in shown:
                fix = Fix(f"remove {wrong}", (Remove(route),), Safety.UNSAFE)
            else:
                fix = Fix(f"set TrafficType to {other}", (Set(kind.route, other),), Safety.UNSAFE)
            yield self.finding(
                route,
                f"TrafficType is {kind.value}, but TrafficPattern has {wrong}",
                part=Part.KEY,
                labels=[label(kind, "the type")],
                help=f"keep only {right}, or only {wrong} with TrafficType {other}",
                fix=fix,
            )
