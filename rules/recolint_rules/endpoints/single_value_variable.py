from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, CategoricalParameter, Finding, Invalid, Job, Preset, Rule, Valid
from recolint_rules.endpoints._variables import parameters, shown


class SingleValueVariable(Rule[None]):
    """An environment variable has only one value, so its tests compare nothing.

    What it checks: that each Value in CategoricalParameterRanges has at least two items.

    Why it matters: a single value only sets the variable, which the model can do for all its endpoints. Often the other
    values were forgotten.

    What to do: add the values to compare, or set the variable in the model.
    """

    code, name = "RL525", "single-value-variable"
    severity, basis = INFO, Advice("ranges are there to compare values")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1', '2']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Value",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        # Invalid values count too.
        for parameter in parameters(job):
            if parameter.values.whole and len(parameter.items(CategoricalParameter.values) or ()) == 1:
                yield self.finding(
                    parameter.values,
                    f"{shown(parameter)} has one value, so its tests compare nothing",
                    help="add values to compare, or set the variable in the model",
                )
