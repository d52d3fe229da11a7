from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class UnjoinedPhases(Rule[None]):
    """A phase does not start with about as many users as the previous phase ends with.

    What it checks: that each phase after the first starts within 3 users of the end of the previous phase: its
    InitialNumberOfUsers plus SpawnRate users for each minute. AWS does not document how the service rounds, so a phase
    passes if it joins with rounding up or down.

    Why it matters: the service rejects the job: "Users at the end of prev phase is ... while initial users of current
    phase is ...".

    What to do: start the phase with the users that the previous phase ends with. Note that SpawnRate is users per
    minute, not per second.
    """

    code, name = "RL203", "unjoined-phases"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 2, SpawnRate: 2, DurationInSeconds: 300}\n"
            "      - {InitialNumberOfUsers: 15, SpawnRate: 2, DurationInSeconds: 300}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 2, SpawnRate: 2, DurationInSeconds: 300}\n"
            "      - {InitialNumberOfUsers: 16, SpawnRate: 2, DurationInSeconds: 300}\n",
            at="/InputConfig/TrafficPattern/Phases/1/InitialNumberOfUsers",
        ),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 1, SpawnRate: 60, DurationInSeconds: 300}\n"
            "      - {InitialNumberOfUsers: 5, SpawnRate: 1, DurationInSeconds: 300}\n",
            at="/InputConfig/TrafficPattern/Phases/1/InitialNumberOfUsers",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for before, phase in pairwise(tested_traffic(job).phases):
            end, users = plan.users_at_end(before), phase.users
            if end is None or users is None or end.joins(users.value):
                continue
            ends = str(end.fewest) if end.fewest == end.most else f"{end.fewest} or {end.most}"
            fewest, most = max(1, end.fewest - plan.JOIN_USERS), end.most + plan.JOIN_USERS
            yield self.finding(
                users,
                f"this phase starts with {users.value} users, but the previous phase ends with {ends}",
                labels=[label(before, f"ends with {ends} users")],
                help=f"set InitialNumberOfUsers to a value from {fewest} to {most}",
            )
