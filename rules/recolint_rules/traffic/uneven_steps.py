from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, NamedTuple

from recolint.plugin import INFO, Advice, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts import sources
from recolint_rules.facts.job_types import tested_traffic


class Options(NamedTuple):
    """The bound."""

    minimum: Annotated[int, "the shortest step, in seconds"] = 60


class UnevenSteps(Rule[Options]):
    """The stairs have steps that are no whole seconds, or shorter than a minute.

    What it checks: that DurationInSeconds of Stairs is a multiple of NumberOfSteps, and that a step lasts 60 seconds
    or more.

    Why it matters: by the developer guide a step lasts DurationInSeconds / NumberOfSteps. What becomes of the seconds
    left over is not documented, and within a short step latencies do not settle: the results say little. AWS's
    samples have steps of 120 seconds.

    What to do: make DurationInSeconds a multiple of NumberOfSteps, such as 120 times it.
    """

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
            fault = f"{duration.value} s do not divide by {steps.value} steps: {left} s remain"
        else:
            return
        yield self.finding(
            steps,
            fault,
            labels=[label(duration, "the length of all steps, by the developer guide")],
            help="make DurationInSeconds a multiple of NumberOfSteps, such as 120 times it",
        )
