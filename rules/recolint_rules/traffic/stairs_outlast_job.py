from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS, MAX_TRAFFIC_SECONDS, MIN_TRAFFIC_SECONDS, outlasts


class StairsOutlastJob(Rule[None]):
    """The stairs last longer than the job.

    What it checks: that DurationInSeconds of Stairs is at most JobDurationInSeconds, whether it is the duration of all
    steps or of one.

    Why it matters: the service rejects traffic that is longer than the job: "Total Traffic duration (across) should not
    be more than Job duration."

    What to do: shorten the stairs, or raise JobDurationInSeconds (maximum 18000 s)."""

    code, name = "RL215", "stairs-outlast-job"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    refuses = True
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Stairs: {DurationInSeconds: 600}}}"),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Stairs: {DurationInSeconds: 601}}}",
            at="/InputConfig/TrafficPattern/Stairs/DurationInSeconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, duration = job.input.duration, tested_traffic(job).stairs.duration
        if limit is not None and duration is not None and outlasts(duration, job):
            yield self.finding(
                duration,
                f"the stairs last {duration.value} s, but JobDurationInSeconds is {limit.value} s",
                labels=[label(limit, "the job's duration")],
                help=f"shorten the stairs ({MIN_TRAFFIC_SECONDS} to {MAX_TRAFFIC_SECONDS} s), "
                f"or raise JobDurationInSeconds (maximum {MAX_JOB_SECONDS} s)",
            )
