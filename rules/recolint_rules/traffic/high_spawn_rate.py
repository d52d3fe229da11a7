from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of users that a phase adds per minute"] = 3


class HighSpawnRate(Rule[Options]):
    """A phase adds more than three users per minute.

    What it checks: that SpawnRate of each phase is at most 3.

    Why it matters: the developer guide allows 0 to 3, although its sample for the AWS CLI has 60. SpawnRate is users
    per minute, not per second: a high rate floods the endpoint, and the next phase does not join.

    What to do: write 0 to 3. For more users, extend the phase or add phases."""

    code, name = "RL213", "high-spawn-rate"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    refuses = True
    examples = (
        Valid("InputConfig: {TrafficPattern: {Phases: [{SpawnRate: 0}, {SpawnRate: 3}]}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{SpawnRate: 1}, {SpawnRate: 4, DurationInSeconds: 300}]}}",
            at="/InputConfig/TrafficPattern/Phases/1/SpawnRate",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{SpawnRate: 2}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/SpawnRate",
            options={"maximum": 1},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum = self.options.maximum
        for phase in tested_traffic(job).phases:
            rate, duration = phase.spawn_rate, phase.duration
            if rate is None or rate.value <= maximum:
                continue
            adds = "" if duration is None else f" ({rate.value * duration.value // 60} in this phase)"
            yield self.finding(
                rate,
                f"the phase adds {rate.value} users per minute{adds}; the maximum is {maximum}",
                help=f"write 0 to {maximum}; SpawnRate is users per minute, not per second",
            )
