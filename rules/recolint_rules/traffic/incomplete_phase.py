from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Phase, Rule, TrafficPattern, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.facts.wording import listed

_MEMBERS = (Phase.users, Phase.spawn_rate, Phase.duration)


class IncompletePhase(Rule[None]):
    """A phase lacks one of its three members.

    What it checks: that each phase has InitialNumberOfUsers, SpawnRate and DurationInSeconds. Phases beside Stairs with
    TrafficType STAIRS are skipped: RL210 reports them.

    Why it matters: the client accepts the phase, but AWS does not document defaults. The service may reject the phase,
    or choose its traffic.

    What to do: set all three. SpawnRate 0 keeps the number of users constant."""

    code, name = "RL211", "incomplete-phase"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 0, DurationInSeconds: 120}]\n"
        ),
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUser: 1, SpawnRate: '1', DurationInSeconds: 120}]\n",
            title="a misspelled or invalid member is not missing",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{InitialNumberOfUsers: 1, DurationInSeconds: 120}]}}",
            at="/InputConfig/TrafficPattern/Phases/0",
        ),
        Invalid("InputConfig: {TrafficPattern: {Phases: [{}]}}", at="/InputConfig/TrafficPattern/Phases/0"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic = tested_traffic(job)
        kind = plan.traffic_type(traffic)
        if kind == plan.STAIRS or (kind is None and not traffic.lacks(TrafficPattern.type)):
            return
        for phase in traffic.phases:
            if phase.users and phase.spawn_rate and phase.duration:
                continue
            missing = [member.name for member in _MEMBERS if phase.lacks(member)]
            if phase and missing:
                yield self.finding(phase, f"the phase lacks {listed(missing)}", help=f"add {listed(missing)}")
