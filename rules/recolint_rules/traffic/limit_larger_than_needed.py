from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Fix, Invalid, Job, Preset, Rule, Set, Valid, plan
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.traffic._bounds import MAX_TESTS


class LimitLargerThanNeeded(Rule[None]):
    """The limit allows more tests than the job has.

    What it checks: that MaxNumberOfTests equals the number of tests of the job. RL260 reports a limit above 10.

    Why it matters: an exact limit shows a reviewer what the job runs. A value added later then raises the cost only
    together with the limit.

    What to do: write the number of tests.
    """

    code, name = "RL264", "limit-larger-than-needed"
    severity, basis = INFO, Advice("good practice: exact limits")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: 1}, EndpointConfigurations: [{InstanceType: ml.c5.large}]}"
        ),
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 10}}"),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit:\n"
            "    MaxNumberOfTests: 10\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            fixed="InputConfig:\n"
            "  ResourceLimit:\n"
            "    MaxNumberOfTests: 1\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, planned = applied_limit(job).max_tests, plan.planned_tests(job.input)
        if limit is None or planned is None or not 0 < planned.total < limit.value <= MAX_TESTS:
            return
        tests = f"{planned.total} test{'' if planned.total == 1 else 's'}"
        yield self.finding(
            limit,
            f"MaxNumberOfTests is {limit.value}, but the job has only {tests}",
            help=f"write {planned.total}",
            fix=Fix(f"lower MaxNumberOfTests to {planned.total}", (Set(limit.route, planned.total),)),
        )
