from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_TRAFFIC_SECONDS, MIN_TRAFFIC_SECONDS, fits


class Options(NamedTuple):
    """The limits; a team may set narrower ones."""

    minimum: Annotated[int, "the minimum duration of a phase, in seconds"] = MIN_TRAFFIC_SECONDS
    maximum: Annotated[int, "the maximum duration of a phase, in seconds"] = MAX_TRAFFIC_SECONDS


class PhaseDurationOutOfRange(Rule[Options]):
    """A phase is shorter or longer than a load test allows.

    What it checks: that DurationInSeconds of each phase is from 120 to 3600 s. Default jobs are skipped: AWS documents
    no limits for them. RL205 reports a phase that is longer than the job.

    Why it matters: these are the documented limits of a custom load test; AWS may reject other durations.

    What to do: set 120 to 3600. Split a longer phase in two that join."""

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
            if duration is None or minimum <= duration.value <= maximum:
                continue
            if fits(duration, job):
                bound = f"minimum is {minimum}" if duration.value < minimum else f"maximum is {maximum}"
                yield self.finding(
                    duration,
                    f"the phase lasts {duration.value} s; the {bound} s",
                    help=f"write {minimum} to {maximum}",
                )
