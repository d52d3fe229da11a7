from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of users at the start of the first phase"] = 3


class FirstPhaseUsersAboveThree(Rule[Options]):
    """The first phase starts with more than three users.

    What it checks: that InitialNumberOfUsers of the first phase is at most 3.

    Why it matters: the API reference allows 1 to 3 users at the start. The service requires that each phase starts
    within 3 users of the end of the previous phase; the first phase follows 0 users.

    What to do: start with 1 to 3 users and let SpawnRate add more, or insert a growing phase before this one."""

    code, name = "RL201", "first-phase-users-above-three"
    severity, basis = ERROR, Documented(sources.PHASE, "InitialNumberOfUsers")
    refuses = True
    examples = (
        Valid("InputConfig: {TrafficPattern: {Phases: [{InitialNumberOfUsers: 3}, {InitialNumberOfUsers: 14}]}}"),
        Valid("InputConfig: {TrafficPattern: {Phases: [{InitialNumberOfUsers: 5}]}}", options={"maximum": 5}),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{InitialNumberOfUsers: 4}, {InitialNumberOfUsers: 2}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/InitialNumberOfUsers",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum = self.options.maximum
        for phase in tested_traffic(job).phases[:1]:
            if phase.users is not None and phase.users.value > maximum:
                yield self.finding(
                    phase.users,
                    f"the first phase starts with {phase.users.value} users; the maximum is {maximum}",
                    help=f"start with 1 to {maximum}; SpawnRate adds users each minute",
                )
