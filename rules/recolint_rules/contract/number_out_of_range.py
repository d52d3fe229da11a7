from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Context, Finding, Invalid, Job, Preset, Rule, Valid, contract
from recolint_rules.facts.wording import CLIENT, MODEL, bounds, cut, member, shape


class NumberOutOfRange(Rule[None]):
    """A number is outside the range that the service accepts.

    What it checks: the integers with a range in the service model: numbers of users, steps and tests, durations (1 or
    more), users of a step (1 to 3), memory of a serverless endpoint (1024 to 6144) and its concurrency (1 to 200).
    Other rules check narrower ranges that only the documents state.

    Why it matters: the client rejects a number that is too low, the service one that is too high.

    What to do: write a number within the range."""

    code, name = "RL105", "number-out-of-range"
    severity, basis = ERROR, MODEL
    preset = Preset.MINIMAL
    examples = (
        Valid("InputConfig: {TrafficPattern: {Stairs: {UsersPerStep: 3, NumberOfSteps: 1}}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {UsersPerStep: 16}}}",
            at="/InputConfig/TrafficPattern/Stairs/UsersPerStep",
        ),
        Invalid("InputConfig: {JobDurationInSeconds: 0}", at="/InputConfig/JobDurationInSeconds"),
    )

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        for violation in context.violations:
            if violation.kind not in {contract.ViolationKind.MINIMUM, contract.ViolationKind.MAXIMUM}:
                continue
            low = violation.kind is contract.ViolationKind.MINIMUM
            of = shape(violation.route, context)
            yield self.finding(
                violation,
                f"{member(violation.route)} is {cut(str(violation.value))}; the {'minimum' if low else 'maximum'} is "
                f"{violation.bound}",
                help=f"write {bounds(of.minimum, of.maximum if low else violation.bound)}" if of else None,
                basis=CLIENT if low else MODEL,
            )
