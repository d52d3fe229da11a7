from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Annotated, Finding, Invalid, Job, NamedTuple, Preset, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The limit."""

    minimum: Annotated[int, "the minimum duration of a step, in seconds"] = 60


class UnevenSteps(Rule[Options]):
    """The steps of the stairs are not whole seconds, or shorter than a minute.

    What it checks: that DurationInSeconds of Stairs is a multiple of NumberOfSteps, and that a step lasts at least 60
    s.

    Why it matters: by the developer guide a step lasts DurationInSeconds / NumberOfSteps. AWS does not document what
    happens to the remaining seconds. In a short step, latencies do not settle, and the results are unreliable. AWS's
    samples have steps of 120 s.

    What to do: make DurationInSeconds a multiple of NumberOfSteps, for example 120 s per step."""

    code, name = "RL217", "uneven-steps"
    severity, basis = INFO, Advice(sources.LOAD_TEST)
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 300, NumberOfSteps: 5}}}"),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 7}}}",
            at="/InputConfig/TrafficPattern/Stairs/NumberOfSteps",
        ),
        Invalid(
            "InputConfig: {TrafficPattern: {Stairs: {DurationInSeconds: 600, NumberOfSteps: 12}}}",
            at="/InputConfig/TrafficPattern/Stairs/NumberOfSteps",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        stairs = tested_traffic(job).stairs
        duration, steps = stairs.duration, stairs.steps
        if duration is None or steps is None:
            return
        each, left = divmod(duration.value, steps.value)
        if each < self.options.minimum:
            fault = f"{steps.value} steps in {duration.value} s last {each} s each; consider {self.options.minimum} s"
        elif left:
            fault = f"{duration.value} s is not a multiple of {steps.value} steps: {left} s remain"
        else:
            return
        yield self.finding(
            steps,
            fault,
            labels=[label(duration, "of all steps, by the developer guide")],
            help="make DurationInSeconds a multiple of NumberOfSteps, for example 120 s per step",
        )
