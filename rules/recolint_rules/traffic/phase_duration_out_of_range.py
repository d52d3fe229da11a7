from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_TRAFFIC_SECONDS, MIN_TRAFFIC_SECONDS, fits


class Options(NamedTuple):
    """The bounds, for a team that wants narrower ones."""

    minimum: Annotated[int, "the shortest phase, in seconds"] = MIN_TRAFFIC_SECONDS
    maximum: Annotated[int, "the longest phase, in seconds"] = MAX_TRAFFIC_SECONDS


class PhaseDurationOutOfRange(Rule[Options]):
    """A phase is shorter or longer than a load test takes.

    What it checks: that DurationInSeconds of each phase lies between 120 and 3600 seconds, unless the job is a
    Default one, where the bounds are not documented. A phase that is longer than the job is reported by RL205 alone.

    Why it matters: these are the documented bounds of a custom load test; the job is refused beyond them.

    What to do: give the phase 120 to 3600 seconds. Split a longer phase in two that join.
    """

    code, name = "RL206", "phase-duration-out-of-range"
    severity = ERROR
    basis = Documented(sources.PHASE, "DurationInSeconds; SageMaker developer guide: Run a custom load test")
    refuses = True
    examples = (
        Valid("InputConfig: {TrafficPattern: {Phases: [{DurationInSeconds: 120}, {DurationInSeconds: 3600}]}}"),
        Valid("JobType: Default\nInputConfig: {TrafficPattern: {Phases: [{DurationInSeconds: 60}]}}"),
        Valid("InputConfig: {JobDurationInSeconds: 7200, TrafficPattern: {Phases: [{DurationInSeconds: 7201}]}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{DurationInSeconds: 60}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/DurationInSeconds",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Phases: [{DurationInSeconds: 900}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/DurationInSeconds",
            options={"maximum": 600},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        minimum, maximum = self.options
        for phase in tested_traffic(job).phases:
            duration = phase.duration
            if duration is None or not fits(duration, job):
                continue
            if not minimum <= duration.value <= maximum:
                bound = f"minimum is {minimum}" if duration.value < minimum else f"maximum is {maximum}"
                yield self.finding(
                    duration,
                    f"the phase lasts {duration.value} s; the {bound} s",
                    help=f"write {minimum} to {maximum}",
                )
