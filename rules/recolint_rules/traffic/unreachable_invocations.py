from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Finding, Inferred, Invalid, Job, Preset, Rule, Valid, plan
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic
from recolint_rules.traffic._bounds import MAX_INVOCATIONS_PER_MINUTE


class UnreachableInvocations(Rule[None]):
    """The users are too few to send MaxInvocations at the latency threshold.

    What it checks: that the peak number of users can send MaxInvocations per minute if responses take as long as
    ModelLatencyThresholds allows. Each user waits for a response before the next invocation. RL251 reports a
    MaxInvocations above 30000.

    Why it matters: an endpoint just within the threshold never gets MaxInvocations, so the test does not show whether
    it can serve them. Only a faster endpoint reaches them.

    What to do: add users, or lower MaxInvocations to what you need.
    """

    code, name = "RL219", "unreachable-invocations"
    severity = INFO
    basis = Inferred(sources.LOAD_TEST, "users, invocations per minute")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}]\n"
            "StoppingConditions: {MaxInvocations: 360, ModelLatencyThresholds: [{ValueInMilliseconds: 500}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  TrafficPattern:\n"
            "    Phases: [{InitialNumberOfUsers: 1, SpawnRate: 1, DurationInSeconds: 120}]\n"
            "StoppingConditions: {MaxInvocations: 361, ModelLatencyThresholds: [{ValueInMilliseconds: 500}]}\n",
            at="/StoppingConditions/MaxInvocations",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        stop = job.stopping.max_invocations
        reachable = plan.reachable_invocations(tested_traffic(job), job.stopping)
        if stop is None or reachable is None or not reachable < stop.value <= MAX_INVOCATIONS_PER_MINUTE:
            return
        users = plan.peak_users(tested_traffic(job))
        yield self.finding(
            stop,
            f"{users} users send {reachable} invocations per minute at the latency threshold;"
            f" MaxInvocations is {stop.value}",
            help="add users, or lower MaxInvocations to what you need",
        )
