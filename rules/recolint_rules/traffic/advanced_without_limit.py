from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, InputConfig, Invalid, Job, Preset, Rule, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_advanced


class AdvancedWithoutLimit(Rule[None]):
    """An Advanced job does not limit its tests.

    What it checks: that the InputConfig of an Advanced job has a ResourceLimit.

    Why it matters: each test starts an endpoint. One more value of an environment variable can double the tests and the
    bill. A limit prevents that.

    What to do: set MaxNumberOfTests (total) and MaxParallelOfTests."""

    code, name = "RL236", "advanced-without-limit"
    severity, basis = INFO, Advice(sources.LOAD_TEST)
    preset = Preset.STRICT
    examples = (
        Valid("JobType: Advanced\nInputConfig: {ResourceLimit: {MaxNumberOfTests: 3}}"),
        Valid("JobType: Default\nInputConfig: {ModelName: churn}"),
        Invalid(
            "JobType: Advanced\nInputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}",
            at="/InputConfig",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not (is_advanced(job) and job.input and job.input.lacks(InputConfig.limit)):
            return
        planned = plan.planned_tests(job.input)
        tests = f" (the job has {planned.total} test{'' if planned.total == 1 else 's'})" if planned else ""
        yield self.finding(
            job.input,
            "ResourceLimit is missing; it limits the tests of an Advanced job",
            help=f"set ResourceLimit.MaxNumberOfTests{tests} and MaxParallelOfTests",
        )
