from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Documented, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import is_not_default


class FlatInvocationsContinue(Rule[None]):
    """Tests continue after their invocations stop growing.

    What it checks: that FlatInvocations is not Continue.

    Why it matters: when more users bring no more invocations, the endpoint is saturated. With Continue, the test still
    sends the rest of its traffic, and you pay for the endpoint.

    What to do: write Stop, or remove the member: Stop is the default. Keep Continue to test an endpoint beyond
    saturation.
    """

    code, name = "RL257", "flat-invocations-continue"
    severity, basis = INFO, Documented(sources.STOPPING_CONDITIONS, "FlatInvocations")
    preset = Preset.STRICT
    examples = (
        Valid("StoppingConditions: {FlatInvocations: Stop}"),
        Invalid("StoppingConditions: {FlatInvocations: Continue}", at="/StoppingConditions/FlatInvocations"),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        flat = job.stopping.flat_invocations
        if flat is not None and flat.value == "Continue" and is_not_default(job):
            yield self.finding(
                flat,
                "FlatInvocations is Continue: tests continue when more users add no invocations",
                help="write Stop, unless you test what happens beyond saturation",
            )
