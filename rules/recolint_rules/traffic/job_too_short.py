from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, Finding, Invalid, Job, Rule, Valid, label, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.traffic._bounds import MAX_JOB_SECONDS


class JobTooShort(Rule[None]):
    """The job ends before its last tests have started.

    What it checks: that all tests start within JobDurationInSeconds, if MaxParallelOfTests of them run in parallel.
    Each test takes its whole traffic, and 600 s for its endpoint to start and stop, the minimum in AWS's published
    runs. A test that starts in time may finish late. Silent if ResourceLimit does not limit parallel tests.

    Why it matters: after JobDurationInSeconds, no test starts. The job completes without results for the other tests.

    What to do: raise JobDurationInSeconds (maximum 18000 s) or MaxParallelOfTests, or split the job."""

    code, name = "RL220", "job-too-short"
    severity, basis = WARNING, Documented(sources.LOAD_TEST, "maximum duration")
    examples = (
        Valid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 721\n"
            "  TrafficPattern: {Phases: [{DurationInSeconds: 120}]}\n"
            "  ResourceLimit: {MaxParallelOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.xlarge}]\n",
            title="the second test starts in the last second and may finish",
        ),
        Invalid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 720\n"
            "  TrafficPattern: {Phases: [{DurationInSeconds: 120}]}\n"
            "  ResourceLimit: {MaxParallelOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.xlarge}]\n",
            at="/InputConfig/JobDurationInSeconds",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, parallel, planned = job.input.duration, applied_limit(job).max_parallel, plan.schedule(job.input)
        if limit is None or parallel is None or planned is None:
            return
        traffic = planned.test_seconds - plan.MIN_SETUP_SECONDS
        started = planned.started_before(limit.value)
        # Other rules report traffic that is longer than the job.
        if started == planned.tests or traffic > limit.value:
            return
        yield self.finding(
            limit,
            f"only {started} of {planned.tests} tests can start within the job's {limit.value} s",
            labels=[label(parallel, "tests in parallel")],
            help=f"raise JobDurationInSeconds to about {planned.seconds} s (maximum {MAX_JOB_SECONDS} s),"
            " or run more tests in parallel"
            if planned.seconds <= MAX_JOB_SECONDS
            else f"run more tests in parallel, or split the job: it lasts at most {MAX_JOB_SECONDS} s",
        )
