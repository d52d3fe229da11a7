from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, WARNING, Annotated, Documented, Finding, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.traffic._bounds import MAX_INVOCATIONS_PER_MINUTE


class Options(NamedTuple):
    """The limit."""

    maximum: Annotated[int, "the maximum number of invocations per minute"] = MAX_INVOCATIONS_PER_MINUTE


class MaxInvocationsTooHigh(Rule[Options]):
    """MaxInvocations exceeds the documented maximum.

    What it checks: that MaxInvocations is at most 30000 per minute.

    Why it matters: this is the documented maximum; the service may reject more, or never send so many.

    What to do: write 30000 or less. The number is per minute, for the whole endpoint.
    """

    code, name = "RL251", "max-invocations-too-high"
    severity, basis = WARNING, Documented(sources.LOAD_TEST)
    strict_severity = ERROR
    examples = (
        Valid("StoppingConditions: {MaxInvocations: 30000}"),
        Invalid("StoppingConditions: {MaxInvocations: 30001}", at="/StoppingConditions/MaxInvocations"),
        Invalid(
            "StoppingConditions: {MaxInvocations: 600}",
            at="/StoppingConditions/MaxInvocations",
            options={"maximum": 500},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        invocations, maximum = job.stopping.max_invocations, self.options.maximum
        if invocations is not None and invocations.value > maximum:
            yield self.finding(
                invocations,
                f"MaxInvocations is {invocations.value} per minute; the maximum is {maximum}",
                help=f"write {maximum} or less; the number is per minute",
            )
