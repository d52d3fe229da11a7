from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.endpoints._variables import parameters, shown


class EmptyVariableValue(Rule[None]):
    """A value to try for an environment variable is empty.

    What it checks: that no item of Value in CategoricalParameterRanges is the empty text.

    Why it matters: an empty value is not the same as no value: most containers fail on it or take it for something
    else, and a whole test is spent on it.

    What to do: write the value that you mean. To test the container's own default, write a configuration without the
    variable.
    """

    code, name = "RL521", "empty-variable-value"
    severity, basis = WARNING, Inferred("the request takes an empty value; few programs do")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['0', '2']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['2', '']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Value/1",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for parameter in parameters(job):
            for value in parameter.values:
                if not value.value:
                    yield self.finding(
                        value,
                        f"a value of {shown(parameter)} is empty",
                        help="write the value, or test the default in a configuration without the variable",
                    )
