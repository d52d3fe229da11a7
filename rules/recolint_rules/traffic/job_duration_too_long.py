from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS


class Options(NamedTuple):
    """The limit; a team may set a lower one."""

    maximum: Annotated[int, "the maximum duration of a job, in seconds"] = MAX_JOB_SECONDS


class JobDurationTooLong(Rule[Options]):
    """The job may last longer than five hours.

    What it checks: that JobDurationInSeconds is at most 18000.

    Why it matters: this is the documented maximum; AWS may reject a longer job.

    What to do: write 18000 or less, and split longer tests over several jobs."""

    code, name = "RL207", "job-duration-too-long"
    severity, basis = ERROR, Documented(sources.INPUT_CONFIG, "JobDurationInSeconds")
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 18000}"),
        Invalid("InputConfig: {JobDurationInSeconds: 18001}", at="/InputConfig/JobDurationInSeconds"),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 7200}",
            at="/InputConfig/JobDurationInSeconds",
            options={"maximum": 3600},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        duration, maximum = job.input.duration, self.options.maximum
        if duration is not None and duration.value > maximum:
            yield self.finding(
                duration,
                f"JobDurationInSeconds is {duration.value} s; the maximum is {maximum} s",
                help=f"write {maximum} or less, and split longer tests over several jobs",
            )
