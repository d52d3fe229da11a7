from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS, outlasts


class StepsOutlastJob(Rule[None]):
    """The stairs last longer than the job, if DurationInSeconds is per step.

    What it checks: that DurationInSeconds of Stairs times NumberOfSteps is at most JobDurationInSeconds. RL215 reports
    a DurationInSeconds that alone is longer than the job.

    Why it matters: AWS's documents differ. In the API reference, DurationInSeconds is the duration of each step; in the
    developer guide, it is the duration of all steps. By the first reading, the traffic is longer than the job, and the
    service rejects it.

    What to do: raise JobDurationInSeconds or shorten the stairs until both readings fit."""

    code, name = "RL216", "steps-outlast-job"
    severity, basis = WARNING, Documented(sources.STAIRS, "DurationInSeconds")
    examples = (
        Valid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 3000\n"
            "  TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 5}}\n"
        ),
        Valid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 500\n"
            "  TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 5}}\n",
            title="too long by both readings, which RL215 reports",
        ),
        Invalid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 2999\n"
            "  TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 5}}\n",
            at="/InputConfig/TrafficPattern/Stairs/DurationInSeconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, stairs = job.input.duration, tested_traffic(job).stairs
        duration, steps = stairs.duration, stairs.steps
        if limit is None or duration is None or steps is None or outlasts(duration, job):
            return
        total = duration.value * steps.value
        if total > limit.value:
            yield self.finding(
                duration,
                f"{steps.value} steps of {duration.value} s exceed the job's {limit.value} s if DurationInSeconds is"
                " per step",
                labels=[label(steps, "the number of steps"), label(limit, "the job's duration")],
                help=f"raise JobDurationInSeconds to {total} s, or shorten the stairs; AWS's documents differ"
                if total <= MAX_JOB_SECONDS
                else "shorten the stairs; AWS's documents differ",
            )
