from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Annotated,
    Documented,
    Finding,
    Invalid,
    Job,
    NamedTuple,
    Part,
    ResourceLimit,
    Rule,
    Valid,
    plan,
)
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default
from recolint_rules.traffic._bounds import MAX_TESTS


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of tests of a job"] = MAX_TESTS


class TooManyTests(Rule[Options]):
    """The job has more than ten tests.

    What it checks: that a job without MaxNumberOfTests has at most 10 tests. An endpoint configuration is one test for
    each combination of the values of its environment variables; each existing endpoint is one test. RL260 and RL262
    check jobs with MaxNumberOfTests.

    Why it matters: the developer guide allows 10 tests in a job; the service may reject more, or skip some.

    What to do: remove configurations or values, or split the job."""

    code, name = "RL263", "too-many-tests"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [" + ", ".join(["{InstanceType: ml.c5.large}"] * 10) + "]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges:\n"
            "          - {Name: A, Value: ['1', '2', '3']}\n"
            "          - {Name: B, Value: ['1', '2', '3']}\n"
            "    - {InstanceType: ml.c5.large}\n"
            "    - {InstanceType: ml.c5.xlarge}\n",
            at="/InputConfig/EndpointConfigurations",
            part=Part.KEY,
        ),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.c5.xlarge}]}",
            at="/InputConfig/EndpointConfigurations",
            part=Part.KEY,
            options={"maximum": 1},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        config, maximum = job.input, self.options.maximum
        if not config.limit.lacks(ResourceLimit.max_tests) or not is_not_default(job):
            return
        planned = plan.planned_tests(config)
        if planned is None or planned.total <= maximum:
            return
        yield self.finding(
            config.configurations,
            f"the job has {planned.in_words}; the maximum is {maximum}",
            part=Part.KEY,
            help="remove configurations or values of environment variables, or split the job",
        )
