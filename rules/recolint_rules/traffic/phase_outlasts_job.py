from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS, MAX_TRAFFIC_SECONDS, MIN_TRAFFIC_SECONDS


class PhaseOutlastsJob(Rule[None]):
    """A single phase lasts longer than the job.

    What it checks: that DurationInSeconds of each phase is at most JobDurationInSeconds. If several phases are longer
    than the job, the job is too short, and is reported once. RL204 reports phases that only together are longer than
    the job.

    Why it matters: the API reference does not allow it, and the service rejects traffic that is longer than the job.

    What to do: shorten the phase, or raise JobDurationInSeconds (maximum 18000 s)."""

    code, name = "RL205", "phase-outlasts-job"
    severity, basis = ERROR, Documented(sources.PHASE, "DurationInSeconds")
    preset = Preset.MINIMAL
    refuses = True
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Phases: [{DurationInSeconds: 600}]}}"),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Phases: [{DurationInSeconds: 601}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/DurationInSeconds",
        ),
        Invalid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 60\n"
            "  TrafficPattern: {Phases: [{DurationInSeconds: 300}, {DurationInSeconds: 600}]}\n",
            at="/InputConfig/JobDurationInSeconds",
            title="a job that is shorter than all of its phases",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit = job.input.duration
        if limit is None:
            return
        phases = tested_traffic(job).phases
        longer = [duration for phase in phases if (duration := phase.duration) and duration.value > limit.value]
        if not longer:
            return
        longest = max(longer, key=lambda duration: duration.value)
        if len(longer) == 1:
            at, labels = longest, [label(limit, "the job's duration")]
            message = f"the phase lasts {longest.value} s, but JobDurationInSeconds is {limit.value} s"
        else:
            at, labels = limit, [label(longest, "the longest phase")]
            message = f"JobDurationInSeconds is {limit.value} s, but {len(longer)} phases are longer"
        yield self.finding(
            at,
            message,
            labels=labels,
            help=f"shorten the phase ({MIN_TRAFFIC_SECONDS} to {MAX_TRAFFIC_SECONDS} s), "
            f"or raise JobDurationInSeconds (maximum {MAX_JOB_SECONDS} s)",
        )
