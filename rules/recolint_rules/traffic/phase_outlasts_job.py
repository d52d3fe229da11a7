from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding
from recolint.job import Job
from recolint.rule import ERROR, Context, Invalid, Preset, Rule, Valid, label
from recolint_rules.traffic.bounds import LONGEST_JOB, outlasts


class PhaseOutlastsJob(Rule[None]):
    """A single phase lasts longer than the job.

    What it checks: that DurationInSeconds of each phase is no more than JobDurationInSeconds. Phases that are longer
    than the job only together are reported by RL204.

    Why it matters: the API reference forbids it, and the service refuses traffic that is longer than the job.

    What to do: shorten the phase, or raise JobDurationInSeconds (at most 18,000).
    """

    code, name = "RL205", "phase-outlasts-job"
    severity, basis = ERROR, Documented("API reference: Phase.DurationInSeconds")
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Phases: [{DurationInSeconds: 600}]}}"),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 600, TrafficPattern: {Phases: [{DurationInSeconds: 601}]}}",
            at="/InputConfig/TrafficPattern/Phases/0/DurationInSeconds",
        ),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Compare each phase with the job."""
        limit = job.input.duration
        for phase in job.input.traffic.phases:
            duration = phase.duration
            if limit is not None and duration is not None and outlasts(duration, job):
                yield self.finding(
                    duration,
                    f"the phase lasts {duration.value} s, the job stops after {limit.value} s",
                    labels=[label(limit, "the job's duration")],
                    help=f"shorten the phase (120 to 3600), or raise JobDurationInSeconds (at most {LONGEST_JOB})",
                )
