from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS, outlasts


class TrafficOutlastsJob(Rule[None]):
    """The phases together last longer than the job.

    What it checks: that the durations of all phases are at most JobDurationInSeconds in total. RL205 reports a single
    phase that is longer than the job.

    Why it matters: the service rejects the job: "Total Traffic duration (across) should not be more than Job duration."

    What to do: raise JobDurationInSeconds (maximum 18000 s), or shorten the phases. Add about 15 minutes for each
    endpoint to start and stop.
    """

    code, name = "RL204", "traffic-outlasts-job"
    severity, basis = ERROR, Documented(sources.TROUBLESHOOTING)
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Phases: [{DurationInSeconds: 600}]}}"),
        Invalid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 600\n"
            "  TrafficPattern: {Phases: [{DurationInSeconds: 300}, {DurationInSeconds: 400}]}\n",
            at="/InputConfig/JobDurationInSeconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit = job.input.duration
        phases = tested_traffic(job).phases
        known = [duration for phase in phases if (duration := phase.duration) is not None]
        total = sum([duration.value for duration in known])
        if limit is None or total <= limit.value or not phases.whole:
            return
        longest = max(known, key=lambda duration: duration.value)
        # RL205 reports one phase that is longer than the job, and an unknown phase may be one.
        if not outlasts(longest, job):
            yield self.finding(
                limit,
                f"the phases last {total} s in total, but JobDurationInSeconds is {limit.value} s",
                labels=[label(longest, f"the longest of {len(known)} phases")],
                help=f"raise JobDurationInSeconds to at least {total} s (maximum {MAX_JOB_SECONDS} s),"
                " or shorten the phases"
                if total <= MAX_JOB_SECONDS
                else f"shorten the phases: a job lasts at most {MAX_JOB_SECONDS} s",
            )
