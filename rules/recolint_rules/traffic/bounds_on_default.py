from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, InputConfig, Invalid, Job, Part, Rule, Valid, label
from recolint_rules.facts.job_types import is_default


class BoundsOnDefault(Rule[None]):
    """A Default job has limits that may be for load tests only.

    What it checks: that a Default job has neither JobDurationInSeconds nor StoppingConditions.

    Why it matters: sources differ. AWS's console offers both for Default jobs; a connector for this API reports that
    the service rejects them. It is unknown whether a Default job with them has ever run.

    What to do: remove them, or set JobType: Advanced. If your job runs, ignore this rule."""

    code, name = "RL231", "bounds-on-default"
    severity, basis = WARNING, Inferred("flytekit (public code that creates these jobs), against the developer guide")
    examples = (
        Valid("JobType: Default\nInputConfig: {ModelName: churn}"),
        Valid("JobType: Advanced\nInputConfig: {JobDurationInSeconds: 7200}"),
        Invalid(
            "JobType: Default\nInputConfig: {JobDurationInSeconds: 3600}",
            at="/InputConfig/JobDurationInSeconds",
            part=Part.KEY,
        ),
        Invalid("JobType: Default\nStoppingConditions: {MaxInvocations: 300}", at="/StoppingConditions", part=Part.KEY),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if job.type is None or not is_default(job):
            return
        for member, given in ((InputConfig.duration, job.input.duration), (Job.stopping, job.stopping)):
            if given:
                yield self.finding(
                    given,
                    f"AWS may reject {member.name} in a Default job",
                    part=Part.KEY,
                    labels=[label(job.type, "the job's type")],
                    help=f"remove {member.name}, or set JobType: Advanced",
                )
