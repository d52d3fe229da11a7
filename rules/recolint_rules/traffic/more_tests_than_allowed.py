from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Documented,
    Finding,
    Fix,
    InputConfig,
    Invalid,
    Job,
    Located,
    Part,
    Rule,
    Safety,
    Set,
    Valid,
    label,
    plan,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.traffic._bounds import MAX_TESTS


class MoreTestsThanAllowed(Rule[None]):
    """The job has more tests than its limit allows.

    What it checks: that the job has at most MaxNumberOfTests tests. An endpoint configuration is one test for each
    combination of the values of its environment variables; each existing endpoint is one test. It is an error if the
    configurations alone exceed the limit: AWS's examples exclude that explicitly.

    Why it matters: the service rejects the job, or skips tests of its choice.

    What to do: raise MaxNumberOfTests (maximum 10), or remove configurations or values."""

    code, name = "RL262", "more-tests-than-allowed"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    examples = (
        Valid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 4}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: OMP, Value: ['1', '2']}]}\n"
            "    - InstanceType: ml.m5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: OMP, Value: ['1', '2']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 3}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges:\n"
            "          - {Name: OMP, Value: ['1', '2']}\n"
            "          - {Name: WORKERS, Value: ['1', '2']}\n",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            fixed="InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 4}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges:\n"
            "          - {Name: OMP, Value: ['1', '2']}\n"
            "          - {Name: WORKERS, Value: ['1', '2']}\n",
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}]\n"
            "  Endpoints: [{EndpointName: churn}]\n",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            fixed="InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 2}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}]\n"
            "  Endpoints: [{EndpointName: churn}]\n",
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 3}\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "    - InstanceType: ml.m5.large\n"
            "      EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges:\n"
            "          - {Name: OMP, Value: ['1', '2', '4']}\n"
            "          - {Name: WORKERS, Value: ['1', '2', '4']}\n"
            "          - {Name: THREADS, Value: ['1', '2']}\n",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            title="19 tests exceed the maximum of the limit",
        ),
        Invalid(
            "InputConfig:\n"
            "  ResourceLimit: {MaxNumberOfTests: 1}\n"
            "  EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.large}]\n",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
            title="the same test twice: see RL508 and RL523",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, planned = applied_limit(job).max_tests, plan.planned_tests(job.input)
        if limit is None or planned is None or planned.total <= limit.value:
            return
        yield self.finding(
            limit,
            f"the job has {planned.in_words}, but MaxNumberOfTests is {limit.value}",
            labels=[
                label(
                    job.input.configurations,
                    f"{planned.breakdown}: one test for each combination of environment values",
                    part=Part.KEY,
                )
            ],
            help=f"raise MaxNumberOfTests (maximum {MAX_TESTS}), or remove configurations or values",
            fix=_raised(job.input, limit, planned.total),
            severity=ERROR if len(planned.configurations) > limit.value else None,
        )


def _raised(config: InputConfig, limit: Located[int], total: int) -> Fix | None:
    """No fix if a test is duplicated: the duplicate must be removed, and the limit may be right."""
    if total > MAX_TESTS:
        return None
    tests = [(row.endpoint, environment) for row in plan.rows(config) for environment in row.environments()]
    if len(set(tests)) < len(tests):
        return None
    return Fix(f"raise MaxNumberOfTests to {total}", (Set(limit.route, total),), Safety.UNSAFE)
