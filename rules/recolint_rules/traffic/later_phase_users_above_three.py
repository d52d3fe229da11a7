from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from recolint.plugin import (
    WARNING,
    Annotated,
    Documented,
    Finding,
    Invalid,
    Job,
    NamedTuple,
    Preset,
    Rule,
    Valid,
    label,
    plan,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of users at the start of a later phase"] = 3


class LaterPhaseUsersAboveThree(Rule[Options]):
    """A later phase starts with more than three users, at the end of the previous phase.

    What it checks: that InitialNumberOfUsers of each phase after the first is at most 3. RL203 reports a phase that
    does not join the previous phase.

    Why it matters: the API reference says that the value "should be between 1 and 3", without an exception. But AWS's
    SDK sends a second phase that starts with 14 users after a phase that ends with 12. So the limit seems to apply only
    to the first phase.

    What to do: merge the two phases into one (maximum 3600 s) to follow the reference. If your job runs, ignore this
    rule.
    """

    code, name = "RL202", "later-phase-users-above-three"
    severity, basis = WARNING, Documented(sources.PHASE, "InitialNumberOfUsers")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}\n"
            "      - {InitialNumberOfUsers: 3, SpawnRate: 0, DurationInSeconds: 120}\n"
        ),
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}\n"
            "      - {InitialNumberOfUsers: 7, SpawnRate: 0, DurationInSeconds: 120}\n",
            title="does not join the previous phase, which RL203 reports",
        ),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases:\n"
            "      - {InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}\n"
            "      - {InitialNumberOfUsers: 4, SpawnRate: 0, DurationInSeconds: 120}\n",
            at="/InputConfig/TrafficPattern/Phases/1/InitialNumberOfUsers",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum = self.options.maximum
        for before, phase in pairwise(tested_traffic(job).phases):
            users = phase.users
            if users is None or users.value <= maximum:
                continue
            end = plan.users_at_end(before)
            if end is not None and end.joins(users.value):
                yield self.finding(
                    users,
                    f"a later phase starts with {users.value} users; the API reference allows 1 to {maximum}",
                    labels=[label(before, "the previous phase")],
                    help="merge both phases into one, or ignore this rule if the job runs",
                )
