from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Stairs, TrafficPattern, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.facts.wording import listed

_MEMBERS = (Stairs.duration, Stairs.steps, Stairs.users_per_step)


class IncompleteStairs(Rule[None]):
    """The stairs lack one of their three members.

    What it checks: that Stairs have DurationInSeconds, NumberOfSteps and UsersPerStep. Stairs beside Phases with
    TrafficType PHASES are skipped: RL210 reports them.

    Why it matters: the client accepts the stairs, but AWS does not document defaults. The service may reject the
    stairs, or choose their traffic.

    What to do: set all three."""

    code, name = "RL212", "incomplete-stairs"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid("InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 5, UsersPerStep: 1}}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 5}}}",
            at="/InputConfig/TrafficPattern/Stairs",
        ),
        Invalid("InputConfig: {TrafficPattern: {Stairs: {}}}", at="/InputConfig/TrafficPattern/Stairs"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic = tested_traffic(job)
        if traffic.stairs.duration and traffic.stairs.steps and traffic.stairs.users_per_step:
            return
        kind = plan.traffic_type(traffic)
        if not traffic.stairs or kind == plan.PHASES or (kind is None and not traffic.lacks(TrafficPattern.type)):
            return
        missing = [member.name for member in _MEMBERS if traffic.stairs.lacks(member)]
        if missing:
            yield self.finding(traffic.stairs, f"the stairs lack {listed(missing)}", help=f"add {listed(missing)}")
