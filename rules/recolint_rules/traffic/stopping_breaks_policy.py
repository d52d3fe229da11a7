from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Advice,
    Annotated,
    Finding,
    Invalid,
    Job,
    LatencyThreshold,
    Maximum,
    NamedTuple,
    Rule,
    StoppingConditions,
    Valid,
    did_you_mean,
)
from recolint_rules.facts.job_types import is_not_default

_CONDITIONS = {
    member.name: member
    for member in (
        StoppingConditions.max_invocations,
        StoppingConditions.thresholds,
        StoppingConditions.flat_invocations,
    )
}
_DEFAULT_FLAT = "Stop"
"""AWS's documented default of FlatInvocations."""


class Options(NamedTuple):
    """The policy."""

    required: Annotated[
        tuple[str, ...],
        "the conditions that each load test must have: MaxInvocations, ModelLatencyThresholds, FlatInvocations",
    ] = ()
    maximum_invocations: Annotated[Maximum, "the maximum of MaxInvocations; -1: any number"] = Maximum(-1)
    maximum_latency: Annotated[Maximum, "the maximum of ValueInMilliseconds; -1: any number"] = Maximum(-1)
    flat_invocations: Annotated[str, "the only value that FlatInvocations may have: Stop or Continue; empty: any"] = ""


class StoppingBreaksPolicy(Rule[Options]):
    """The stopping conditions do not meet the team's policy.

    What it checks: that a load test has the conditions of the option `required`, and that MaxInvocations, each
    ValueInMilliseconds and FlatInvocations match the other options. A condition with a maximum is required: a missing
    one has no limit. A missing FlatInvocations counts as Stop, AWS's default. In a Default job, only existing
    conditions are checked. Without options the rule is silent.

    Why it matters: a test without a stopping condition runs, and is billed, until its traffic ends.

    What to do: add the condition, or lower its value.
    """

    code, name = "RL273", "stopping-breaks-policy"
    severity, basis = ERROR, Advice("the team's policy")
    examples = (
        Valid("StoppingConditions: {FlatInvocations: Continue}", title="no policy is set"),
        Valid(
            "JobType: Advanced\nStoppingConditions: {MaxInvocations: 500}\n",
            options={"required": ["MaxInvocations"], "maximum-invocations": 500, "flat-invocations": "Stop"},
        ),
        Valid("JobType: Default\nJobName: churn\n", options={"required": ["MaxInvocations"]}),
        Invalid(
            "JobType: Advanced\nStoppingConditions: {MaxInvocations: 500}\n",
            at="/StoppingConditions",
            options={"required": ["ModelLatencyThresholds"]},
            message="ModelLatencyThresholds is missing; the policy requires it",
        ),
        Invalid(
            "JobType: Advanced\nStoppingConditions: {ModelLatencyThresholds: []}\n",
            at="/StoppingConditions/ModelLatencyThresholds",
            options={"required": ["ModelLatencyThresholds"]},
        ),
        Invalid(
            "StoppingConditions: {MaxInvocations: 30000}",
            at="/StoppingConditions/MaxInvocations",
            options={"maximum-invocations": 500},
            message="MaxInvocations is 30000; the policy's maximum is 500",
        ),
        Invalid("JobType: Advanced", at="", options={"maximum-invocations": 500}),
        Invalid(
            "StoppingConditions:\n"
            "  ModelLatencyThresholds:\n"
            "    - {Percentile: P95, ValueInMilliseconds: 200}\n"
            "    - {Percentile: P99, ValueInMilliseconds: 500}\n",
            at="/StoppingConditions/ModelLatencyThresholds/1/ValueInMilliseconds",
            options={"maximum-latency": 200},
        ),
        Invalid(
            "StoppingConditions: {FlatInvocations: Continue}",
            at="/StoppingConditions/FlatInvocations",
            options={"flat-invocations": "Stop"},
        ),
    )

    @classmethod
    def problems(cls, options: Options) -> Iterator[tuple[str, str]]:
        """Conditions that the request does not have."""
        for name in options.required:
            if name not in _CONDITIONS:
                hint = did_you_mean(name, _CONDITIONS)
                yield "required", f"expected {', '.join(_CONDITIONS)}, found {name!r}{hint}"
        if options.flat_invocations not in ("", "Stop", "Continue"):
            hint = did_you_mean(options.flat_invocations, ("Stop", "Continue"))
            yield "flat_invocations", f"expected Stop or Continue, found {options.flat_invocations!r}{hint}"

    def check(self, job: Job) -> Iterator[Finding]:
        if self.options == Options():
            return
        yield from self._missing(job)
        yield from self._invocations(job.stopping)
        yield from self._latency(job.stopping)
        yield from self._flat(job)

    def _missing(self, job: Job) -> Iterator[Finding]:
        if not is_not_default(job):
            return
        stopping = job.stopping
        bounded = {
            StoppingConditions.max_invocations.name: self.options.maximum_invocations,
            StoppingConditions.thresholds.name: self.options.maximum_latency,
        }
        for name, member in _CONDITIONS.items():
            bound = bounded.get(name, -1)
            if name not in self.options.required and bound < 0:
                continue
            why = "the policy requires it" if bound < 0 else f"the policy's maximum is {bound}"
            if stopping.lacks(member):
                yield self.finding(stopping, f"{name} is missing; {why}", help=f"add {name} to StoppingConditions")
            elif member is StoppingConditions.thresholds and stopping.thresholds.whole and not stopping.thresholds:
                yield self.finding(stopping.thresholds, f"{name} is empty; {why}", help="add a threshold")

    def _invocations(self, stopping: StoppingConditions) -> Iterator[Finding]:
        most, given = self.options.maximum_invocations, stopping.max_invocations
        if given is not None and 0 <= most < given.value:
            yield self.finding(
                given, f"MaxInvocations is {given.value}; the policy's maximum is {most}", help=f"write {most} or less"
            )

    def _latency(self, stopping: StoppingConditions) -> Iterator[Finding]:
        most = self.options.maximum_latency
        if most < 0:
            return
        for threshold in stopping.thresholds:
            given = threshold.milliseconds
            if given is not None and given.value > most:
                yield self.finding(
                    given,
                    f"ValueInMilliseconds is {given.value} ms; the policy's maximum is {most} ms",
                    help=f"write {most} or less",
                )
            elif threshold and threshold.lacks(LatencyThreshold.milliseconds):
                yield self.finding(
                    threshold,
                    f"ValueInMilliseconds is missing; the policy's maximum is {most} ms",
                    help=f"add ValueInMilliseconds: {most}",
                )

    def _flat(self, job: Job) -> Iterator[Finding]:
        wanted, stopping = self.options.flat_invocations, job.stopping
        if not wanted:
            return
        given = stopping.flat_invocations
        if given is not None and given.value != wanted:
            yield self.finding(
                given, f"FlatInvocations is {given.value}; the policy requires {wanted}", help=f"write {wanted}"
            )
        elif wanted != _DEFAULT_FLAT and stopping.lacks(StoppingConditions.flat_invocations) and is_not_default(job):
            yield self.finding(
                stopping,
                f"FlatInvocations is missing, so it is {_DEFAULT_FLAT}; the policy requires {wanted}",
                help=f"add FlatInvocations: {wanted}",
            )
