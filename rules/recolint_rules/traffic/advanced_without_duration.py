from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Finding, Inferred, InputConfig, Invalid, Job, Rule, Valid
from recolint_rules.facts.job_types import is_advanced
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS


class AdvancedWithoutDuration(Rule[None]):
    """An Advanced job has no maximum duration.

    What it checks: that the InputConfig of an Advanced job has JobDurationInSeconds.

    Why it matters: all of AWS's samples set it, and a connector for this API reports it as required. AWS does not
    document a default, so the job may run for hours.

    What to do: set JobDurationInSeconds, such as 7200 (maximum 18000 s)."""

    code, name = "RL235", "advanced-without-duration"
    severity, basis = WARNING, Inferred("all of AWS's samples of load tests; flytekit (public code)")
    strict_severity = ERROR
    examples = (
        Valid("JobType: Advanced\nInputConfig: {JobDurationInSeconds: 7200}"),
        Valid("JobType: Default\nInputConfig: {ModelName: churn}"),
        Invalid("JobType: Advanced\nInputConfig: {ModelName: churn}", at="/InputConfig"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if is_advanced(job) and job.input and job.input.lacks(InputConfig.duration):
            yield self.finding(
                job.input,
                "JobDurationInSeconds is missing in an Advanced job",
                help=f"add JobDurationInSeconds, such as 7200 (maximum {MAX_JOB_SECONDS} s)",
            )
