from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class MaxInvocationsNotPositive(Rule[None]):
    """MaxInvocations is zero or less.

    What it checks: that MaxInvocations is 1 or more.

    Why it matters: the documented range starts at 1, although the client accepts 0 and less.

    What to do: write the invocations per minute that you need to serve, or remove the member."""

    code, name = "RL250", "max-invocations-not-positive"
    severity, basis = ERROR, Documented(sources.LOAD_TEST)
    examples = (
        Valid("StoppingConditions: {MaxInvocations: 1}"),
        Invalid("StoppingConditions: {MaxInvocations: 0}", at="/StoppingConditions/MaxInvocations"),
        Invalid("StoppingConditions: {MaxInvocations: -300}", at="/StoppingConditions/MaxInvocations"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        invocations = job.stopping.max_invocations
        if invocations is not None and invocations.value < 1:
            yield self.finding(
                invocations,
                f"MaxInvocations is {invocations.value}; the minimum is 1",
                help="write the invocations per minute that you need to serve",
            )
