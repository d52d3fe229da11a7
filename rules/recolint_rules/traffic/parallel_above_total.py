from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Rule, Set, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import applied_limit
from recolint_rules.traffic._bounds import MAX_TESTS


class ParallelAboveTotal(Rule[None]):
    """More tests may run in parallel than in total.

    What it checks: that MaxParallelOfTests is at most MaxNumberOfTests. RL260 reports more than 10.

    Why it matters: so many tests can never run in parallel. One of the two numbers is wrong, or they are swapped.

    What to do: lower MaxParallelOfTests, or raise MaxNumberOfTests.
    """

    code, name = "RL261", "parallel-above-total"
    severity, basis = WARNING, Inferred(sources.RESOURCE_LIMIT)
    examples = (
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 2, MaxParallelOfTests: 2}}"),
        Valid("InputConfig: {ResourceLimit: {MaxNumberOfTests: 2, MaxParallelOfTests: 11}}"),
        Invalid(
            "InputConfig: {ResourceLimit: {MaxNumberOfTests: 2, MaxParallelOfTests: 3}}",
            at="/InputConfig/ResourceLimit/MaxParallelOfTests",
            fixed="InputConfig: {ResourceLimit: {MaxNumberOfTests: 2, MaxParallelOfTests: 2}}",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        total, parallel = applied_limit(job).max_tests, applied_limit(job).max_parallel
        if total is not None and parallel is not None and total.value < parallel.value <= MAX_TESTS:
            yield self.finding(
                parallel,
                f"MaxParallelOfTests is {parallel.value}, but MaxNumberOfTests is {total.value}",
                labels=[label(total, "tests in total")],
                help=f"write {total.value} or less, or raise MaxNumberOfTests",
                fix=Fix(f"lower MaxParallelOfTests to {total.value}", (Set(parallel.route, total.value),)),
            )
