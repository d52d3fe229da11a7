from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Finding,
    Invalid,
    Job,
    Maximum,
    NamedTuple,
    ResourceLimit,
    Rule,
    Valid,
    plan,
)
from recolint_rules.facts.job_types import applied_limit, is_not_default


class Options(NamedTuple):
    """The policy."""

    maximum: Annotated[Maximum, "the maximum number of tests of a job; -1: any number"] = Maximum(-1)


class TestCountBreaksPolicy(Rule[Options]):
    """A job may run more tests than the team allows.

    What it checks: that MaxNumberOfTests is at most the option `maximum`. Without MaxNumberOfTests, that the spec
    requests at most so many tests. Each endpoint configuration is one test for each combination of the values of its
    environment variables; each existing endpoint is one test. Default jobs are skipped: SageMaker chooses their tests.
    Without the option the rule is silent.

    Why it matters: each test starts an instance. Three variables with three values each are 27 tests of one
    configuration.

    What to do: set MaxNumberOfTests to the maximum or less, or remove configurations or values."""

    code, name = "RL271", "test-count-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 10}}", title="no policy is set"),
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 4}}", options={"maximum": 4}),
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 2}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n",
            options={"maximum": 2},
            title="MaxNumberOfTests limits what runs",
        ),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: 10}}",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            options={"maximum": 4},
            message="MaxNumberOfTests is 10; the policy's maximum is 4",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n"
            "    - InstanceType: ml.m5.large\n",
            at="/InputConfig/EndpointConfigurations",
            options={"maximum": 3},
            message="the spec requests 4 tests (3 + 1); the policy's maximum is 3",
        ),
        Invalid(
            "InputConfig: {Endpoints: [{EndpointName: blue}]}", at="/InputConfig/Endpoints", options={"maximum": 0}
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum, config, limit = self.options.maximum, job.input, applied_limit(job)
        if maximum < 0 or not is_not_default(job):
            return
        if limit.max_tests is not None and limit.max_tests.value > maximum:
            yield self.finding(
                limit.max_tests,
                f"MaxNumberOfTests is {limit.max_tests.value}; the policy's maximum is {maximum}",
                help=f"write {maximum} or less",
            )
        planned = plan.planned_tests(config) if limit.lacks(ResourceLimit.max_tests) else None
        if planned is not None and planned.total > maximum:
            terms, tests = planned.breakdown, "test" if planned.total == 1 else "tests"
            sum_ = f" ({terms})" if "+" in terms and len(terms) <= _LONGEST_SUM else ""
            yield self.finding(
                config.configurations or config.endpoints,
                f"the spec requests {planned.total} {tests}{sum_}; the policy's maximum is {maximum}",
                help=f"remove configurations or values, or set MaxNumberOfTests to {maximum} or less",
            )


_LONGEST_SUM = 30
