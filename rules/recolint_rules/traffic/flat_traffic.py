from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    INFO,
    Advice,
    Annotated,
    Finding,
    Invalid,
    Job,
    NamedTuple,
    Preset,
    Rule,
    TrafficPattern,
    Valid,
    plan,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The limit."""

    users: Annotated[int, "the number of users that traffic must exceed"] = 3


class FlatTraffic(Rule[Options]):
    """The traffic never grows and has at most three users.

    What it checks: that traffic adds users (a SpawnRate above 0, or more than one step), or has more than 3 of them.
    RL219 reports traffic that cannot reach MaxInvocations.

    Why it matters: a load test searches for the load that saturates an endpoint. A few constant users may not saturate
    any type, and then all types look the same.

    What to do: add users with SpawnRate, or add steps."""

    code, name = "RL218", "flat-traffic"
    severity = INFO
    basis = Advice(sources.LOAD_TEST, "15 to 20 users saturate a c5.large")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}]\n"
        ),
        Valid("InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 360, NumberOfSteps: 3, UsersPerStep: 1}}}"),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUsers: 3, SpawnRate: 0, DurationInSeconds: 120}]\n",
            at="/InputConfig/TrafficPattern/Phases",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 120, NumberOfSteps: 1, UsersPerStep: 3}}}",
            at="/InputConfig/TrafficPattern/Stairs",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        traffic, stop = tested_traffic(job), job.stopping.max_invocations
        users = plan.peak_users(traffic)
        if users is None or users > self.options.users or _grows(traffic):
            return
        reachable = plan.reachable_invocations(traffic, job.stopping)
        if stop is not None and reachable is not None and reachable < stop.value:
            return
        body = traffic.phases if plan.traffic_type(traffic) == plan.PHASES else traffic.stairs
        yield self.finding(
            body,
            f"the traffic stays at {users} users; expected traffic that grows",
            help="add users with SpawnRate, or with more steps",
        )


def _grows(traffic: TrafficPattern) -> bool:
    if plan.traffic_type(traffic) == plan.PHASES:
        return any(phase.spawn_rate is not None and phase.spawn_rate.value > 0 for phase in traffic.phases)
    return traffic.stairs.steps is not None and traffic.stairs.steps.value > 1
