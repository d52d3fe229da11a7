from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    Context,
    Finding,
    Fix,
    Invalid,
    Job,
    Preset,
    Rule,
    Set,
    Valid,
    contract,
    did_you_mean,
    nearest,
    normalize,
)
from recolint_rules.facts import typographic
from recolint_rules.facts.wording import MODEL, listed, member, quoting

_SEEN_IN_DOCUMENTS = {
    "ADVANCED": "AWS's guide has a sample with ADVANCED, which the service rejects",
    "DEFAULT": "the description of JobType says DEFAULT, which the service rejects",
}


class UnknownValue(Rule[None]):
    """A value is not one of those that the service accepts.

    What it checks: JobType (Default, Advanced), TrafficType (PHASES, STAIRS), SupportedEndpointType (RealTime,
    Serverless) and FlatInvocations (Continue, Stop). Upper and lower case matter. Other rules check instance types,
    since AWS adds some all the time.

    Why it matters: the client accepts any text; the service rejects the request.

    What to do: write one of the values. The fix corrects the case."""

    code, name = "RL108", "unknown-value"
    severity, basis = ERROR, MODEL
    preset = Preset.MINIMAL
    examples = (
        Valid("JobType: Advanced"),
        Invalid("JobType: ADVANCED  # load test\n", at="/JobType", fixed="JobType: Advanced  # load test\n"),
        Invalid("InputConfig: {TrafficPattern: {TrafficType: UNIFORM}}", at="/InputConfig/TrafficPattern/TrafficType"),
        Invalid("StoppingConditions: {FlatInvocations: Stopp}", at="/StoppingConditions/FlatInvocations"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind is contract.ViolationKind.ENUM:
                yield self._unknown(violation)

    def _unknown(self, violation: contract.Violation) -> Finding:
        value, name = typographic.without(violation.value), member(violation.route)
        values = listed(violation.words, "or")
        right = nearest(value, violation.words)
        if right is None or normalize(right) != normalize(value):
            hint = did_you_mean(value, violation.words)
            message = quoting(f"{name} must be {values}, found ", violation.value, hint)
            return self.finding(violation, message, help=f"write {values}")
        why = typographic.remark(violation.value) or "; case matters"
        seen = _SEEN_IN_DOCUMENTS.get(value) if name == Job.type.name else None
        return self.finding(
            violation,
            quoting(f"{name} must be {values}, found ", violation.value, why),
            help=seen,
            fix=Fix(f"write {right}", (Set(violation.route, right),)),
        )
