from __future__ import annotations

from collections.abc import Iterator

from recolint.finding import Documented, Finding
from recolint.job import Job
from recolint.plan import SETUP_SECONDS, schedule
from recolint.rule import WARNING, Context, Invalid, Rule, Valid, label
from recolint_rules.traffic.bounds import LONGEST_JOB
from recolint_rules.traffic.job_type import applied_limit


class JobTooShort(Rule[None]):
    """The job ends before its last tests have started.

    What it checks: that all tests start within JobDurationInSeconds, when MaxParallelOfTests of them run at a time
    and each takes its whole traffic and 600 seconds for its endpoint to start and stop, which is the least that
    AWS's published runs show. A last test that starts in time and ends late is fine: the service lets it finish.
    Silent where ResourceLimit does not say how many tests run at a time.

    Why it matters: after JobDurationInSeconds no test starts. The job completes without results for the rest.

    What to do: raise JobDurationInSeconds (at most 18,000) or MaxParallelOfTests, or split the job.
    """

    code, name = "RL220", "job-too-short"
    severity, basis = WARNING, Documented("SageMaker developer guide: Run a custom load test (maximum duration)")
    examples = (
        Valid(
            "InputConfig:\n"
            "  JobDurationInSeconds: 721\n"
            "  TrafficPattern: {Phases: [{DurationInSeconds: 120}]}\n"
            "  ResourceLimit: {MaxParallelOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.xlarge}]\n",
            title="the second test starts in the last second and is let finish",
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

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        """Count the tests that start in time."""
        limit, parallel, plan = job.input.duration, applied_limit(job).max_parallel, schedule(job.input)
        if limit is None or parallel is None or plan is None:
            return
        traffic = plan.test_seconds - SETUP_SECONDS
        started = plan.started_before(limit.value)
        # Traffic that is longer than the job has findings of its own.
        if started == plan.tests or traffic > limit.value:
            return
        yield self.finding(
            limit,
            f"{started} of {plan.tests} tests have started when the job stops after {limit.value} s:"
            f" {plan.parallel} at a time, each {traffic} s of traffic and some {SETUP_SECONDS} s to start and stop",
            labels=[label(parallel, "tests at a time")],
            help=f"all tests take about {plan.seconds} s; raise JobDurationInSeconds (at most {LONGEST_JOB}) or"
            " MaxParallelOfTests, or split the job",
        )
