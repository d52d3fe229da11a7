from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_TRAFFIC_SECONDS, MIN_TRAFFIC_SECONDS, fits


class Options(NamedTuple):
    """The limits; a team may set narrower ones."""

    minimum: Annotated[int, "the minimum duration of the stairs, in seconds"] = MIN_TRAFFIC_SECONDS
    maximum: Annotated[int, "the maximum duration of the stairs, in seconds"] = MAX_TRAFFIC_SECONDS


class StairsDurationOutOfRange(Rule[Options]):
    """The stairs are shorter or longer than a load test allows.

    What it checks: that DurationInSeconds of Stairs is from 120 to 3600 s. Default jobs are skipped: AWS documents no
    limits for them. RL215 reports stairs that are longer than the job.

    Why it matters: these are the documented limits; AWS may reject other durations.

    What to do: write 120 to 3600. By the developer guide, it is the duration of all steps together."""

    code, name = "RL214", "stairs-duration-out-of-range"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    refuses = True
    examples = (
        Valid("InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 120}}}"),
        Valid("InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 3600}}}"),
        Valid("InputConfig: {JobDurationInSeconds: 7200, TrafficPattern: {Stairs: {DurationInSeconds: 7201}}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 119}}}",
            at="/InputConfig/TrafficPattern/Stairs/DurationInSeconds",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 3601}}}",
            at="/InputConfig/TrafficPattern/Stairs/DurationInSeconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        minimum, maximum = self.options
        duration = tested_traffic(job).stairs.duration
        if duration is None or minimum <= duration.value <= maximum or not fits(duration, job):
            return
        bound = f"minimum is {minimum}" if duration.value < minimum else f"maximum is {maximum}"
        yield self.finding(
            duration,
            f"the stairs last {duration.value} s; the {bound} s",
            help=f"write {minimum} to {maximum}",
        )
