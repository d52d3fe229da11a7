from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources


class MissingDescription(Rule[None]):
    """The job has no description.

    What it checks: that JobDescription is set and not empty.

    Why it matters: the console and the list of jobs show it, and the response of a list call requires it. Months later
    it is the only record of why the job was run.

    What to do: describe in one sentence what is tested and why (at most 128 characters)."""

    code, name = "RL307", "missing-description"
    severity, basis = INFO, Advice(sources.JOB_IN_LIST, "JobDescription is required in the response of a list call")
    preset = Preset.STRICT
    examples = (
        Valid("JobName: churn\nJobDescription: churn v3 on Graviton"),
        Invalid("JobName: churn", at=""),
        Invalid("JobName: churn\nJobDescription: ' '", at="/JobDescription"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        description = job.description
        advice = "describe in one sentence what is tested and why"
        if job.lacks(Job.description):
            yield self.finding(job, "JobDescription is missing", help=advice)
        elif description is not None and not description.value.strip():
            yield self.finding(description, "JobDescription is empty", help=advice)
