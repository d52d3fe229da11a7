from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.traffic._bounds import MAX_TESTS


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of tests, in total or in parallel"] = MAX_TESTS


class HighTestLimit(Rule[Options]):
    """A limit exceeds the documented maximum.

    What it checks: that MaxNumberOfTests and MaxParallelOfTests are at most 10.

    Why it matters: the developer guide allows 1 to 10 for both; the service may reject more.

    What to do: write 10 or less, and split the tests over several jobs.
    """

    code, name = "RL260", "high-test-limit"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    examples = (
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 10, MaxParallelOfTests: 10}}"),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: 11, MaxParallelOfTests: 10}}",
            at="/InputConfig/ResourceLimit/MaxNumberOfTests",
        ),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxParallelOfTests: 100}}",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
        ),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxParallelOfTests: 3}}",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            options={"maximum": 2},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        limit, maximum = applied_limit(job), self.options.maximum
        for tests, advice in (
            (limit.max_tests, ", and split the tests over several jobs"),
            (limit.max_parallel, ""),
        ):
            if tests is not None and tests.value > maximum:
                yield self.finding(
                    tests,
                    f"{tests.route[-1]} is {tests.value}; the maximum is {maximum}",
                    help=f"write {maximum} or less{advice}",
                )
