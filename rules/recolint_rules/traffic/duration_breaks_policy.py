from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Finding,
    InputConfig,
    Invalid,
    Job,
    Maximum,
    NamedTuple,
    Rule,
    Valid,
)
from recolint_rules.facts.job_types import is_default, is_not_default
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS

_DEFAULT_JOB_SECONDS = 2_700
"""45 minutes: AWS says that Default jobs complete within that time."""


class Options(NamedTuple):
    """The policy."""

    maximum: Annotated[Maximum, "the maximum of JobDurationInSeconds; -1: any number"] = Maximum(-1)


class DurationBreaksPolicy(Rule[Options]):
    """The job may last longer than the team allows.

    What it checks: that JobDurationInSeconds is at most the option `maximum`, in seconds. If it is missing, a load test
    counts as 18000 s, the documented maximum, and a Default job as 2700 s: AWS says that it completes within 45
    minutes. Without the option the rule is silent.

    Why it matters: instances are billed while the job starts tests, and IAM does not have a condition key for the
    duration.

    What to do: set JobDurationInSeconds to the maximum or less.
    """

    code, name = "RL272", "duration-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("InputConfig: {JobDurationInSeconds: 18000}", title="no policy is set"),
        Valid("InputConfig: {JobDurationInSeconds: 3600}", options={"maximum": 3600}),
        Valid(
            "JobType: Default\nInputConfig: {ModelName: churn}",
            options={"maximum": 3600},
            title="a Default job completes within 2700 s",
        ),
        Invalid(
            "InputConfig: {JobDurationInSeconds: 7200}",
            at="/InputConfig/JobDurationInSeconds",
            options={"maximum": 3600},
            message="JobDurationInSeconds is 7200 s; the policy's maximum is 3600 s",
        ),
        Invalid(
            "JobType: Advanced\nInputConfig: {ModelName: churn}",
            at="/InputConfig",
            options={"maximum": 3600},
            message="JobDurationInSeconds is missing: the job may last 18000 s; the policy's maximum is 3600 s",
        ),
        Invalid(
            "JobType: Default\nInputConfig: {ModelName: churn}",
            at="/InputConfig",
            options={"maximum": 1800},
            message="JobDurationInSeconds is missing: the job may last 2700 s; the policy's maximum is 1800 s",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum, config = self.options.maximum, job.input
        if maximum < 0 or not config:
            return
        if config.duration is not None and config.duration.value > maximum:
            yield self.finding(
                config.duration,
                f"JobDurationInSeconds is {config.duration.value} s; the policy's maximum is {maximum} s",
                help=f"write {maximum} or less",
            )
        longest = MAX_JOB_SECONDS if is_not_default(job) else _DEFAULT_JOB_SECONDS if is_default(job) else 0
        if config.lacks(InputConfig.duration) and longest > maximum:
            yield self.finding(
                config,
                f"JobDurationInSeconds is missing: the job may last {longest} s; the policy's maximum is {maximum} s",
                help=f"set JobDurationInSeconds to {maximum} or less",
            )
