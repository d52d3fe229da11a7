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
)
from recolint_rules.facts.job_types import applied_limit, is_not_default
from recolint_rules.facts.parallel_tests import at_once


class Options(NamedTuple):
    """The policy."""

    maximum: Annotated[Maximum, "the maximum number of parallel tests; -1: any number"] = Maximum(-1)


class ParallelismBreaksPolicy(Rule[Options]):
    """More tests may run in parallel than the team allows.

    What it checks: that MaxParallelOfTests is at most the option `maximum`. AWS documents no default for a missing
    MaxParallelOfTests. So all tests of the job count as parallel: those of the endpoint configurations and their
    environment variables, up to MaxNumberOfTests. Default jobs are skipped: the member has no effect there. Without the
    option the rule is silent.

    Why it matters: each parallel test has its own endpoint. They share the account's quotas with production, and IAM
    does not have a condition key for their number.

    What to do: set MaxParallelOfTests to the maximum or less.
    """

    code, name = "RL270", "parallelism-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("InputConfig: {ResourceLimit: {MaxParallelOfTests: 10}}", title="no policy is set"),
        Valid("InputConfig: {ResourceLimit: {MaxParallelOfTests: 2}}", options={"maximum": 2}),
        Valid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.m5.large}]}",
            options={"maximum": 2},
            title="as many tests as the policy allows",
        ),
        Valid(
            "JobType: Default\nInputConfig: {ResourceLimit: {MaxParallelOfTests: 10}}\n",
            options={"maximum": 2},
            title="the member has no effect",
        ),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxParallelOfTests: 10}}",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            options={"maximum": 2},
            message="MaxParallelOfTests is 10; the policy's maximum is 2",
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 8}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['1', '2', '4']}]}\n",
            at="/InputConfig/ResourceLimit",
            options={"maximum": 2},
            title="without MaxParallelOfTests",
            message="MaxParallelOfTests is missing: 3 tests may run in parallel; the policy's maximum is 2",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        maximum, limit = self.options.maximum, applied_limit(job)
        if maximum < 0 or not is_not_default(job):
            return
        help_ = f"set MaxParallelOfTests to {maximum} or less"
        if limit.max_parallel is not None and limit.max_parallel.value > maximum:
            yield self.finding(
                limit.max_parallel,
                f"MaxParallelOfTests is {limit.max_parallel.value}; the policy's maximum is {maximum}",
                help=help_,
            )
        if limit.lacks(ResourceLimit.max_parallel):
            tests = at_once(job.input)
            if tests is not None and tests > maximum:
                yield self.finding(
                    limit,
                    f"MaxParallelOfTests is missing: {tests} test{'' if tests == 1 else 's'} may run in parallel; "
                    f"the policy's maximum is {maximum}",
                    help=f"{help_}; AWS documents no default",
                )
