from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources


class MissingDescription(Rule[None]):
    """The job has no description.

    What it checks: that JobDescription is given and says something.

    Why it matters: the console and the list of jobs show it, and the answer to a list call names it as required. Months
    later it is all that says why the job was run.

    What to do: say in a sentence what is tested and why (at most 128 characters).
    """

    code, name = "RL307", "missing-description"
    severity, basis = INFO, Advice(sources.JOB_IN_LIST, "JobDescription is required in what a list of jobs returns")
    preset = Preset.STRICT
    examples = (
        Valid("JobName: churn\nJobDescription: churn v3 on Graviton"),
        Invalid("JobName: churn", at=""),
        Invalid("JobName: churn\nJobDescription: ' '", at="/JobDescription"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        description = job.description
        advice = "say in a sentence what is tested and why"
        if job.lacks(Job.description):
            yield self.finding(job, "JobDescription is missing", help=advice)
        elif description is not None and not description.value.strip():
            yield self.finding(description, "JobDescription is empty", help=advice)
