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
    Route,
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
    """The traffic pattern gives Phases and Stairs, or another of them than its type names.

    What it checks: that a TrafficPattern gives Phases only with TrafficType PHASES, Stairs only with STAIRS, and never
    both.

    Why it matters: the API reference says to give one of the two. What the service does with the other is not
    documented: it may refuse the job, or test with traffic that you did not mean.

    What to do: keep the one that you mean, and the TrafficType of its name.
    """

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
        routes: dict[str, Route] = {}
        if traffic.phases:
            routes[plan.PHASES] = traffic.phases.route
        if traffic.stairs:
            routes[plan.STAIRS] = traffic.stairs.route
        kind = traffic.type
        if kind is None:
            if len(routes) > 1 and not traffic.hides(TrafficPattern.type):
                yield self.finding(
                    traffic, "TrafficPattern gives both Phases and Stairs", help="keep one, with its TrafficType"
                )
            return
        for other in routes.keys() - {kind.value}:
            if kind.value in routes:
                fix = Fix(f"remove {plan.BODIES[other]}", (Remove(routes[other]),), Safety.UNSAFE)
            else:
                fix = Fix(f"set TrafficType to {other}", (Set(kind.route, other),), Safety.UNSAFE)
            right, wrong = plan.BODIES[kind.value], plan.BODIES[other]
            yield self.finding(
                routes[other],
                f"{wrong} do not go with TrafficType {kind.value}",
                part=Part.KEY,
                labels=[label(kind, "the type")],
                help=f"keep {right} alone, or set TrafficType to {other} and keep {wrong} alone",
                fix=fix,
            )
