from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.endpoints._variables import parameters, shown


class EmptyVariableValue(Rule[None]):
    """A value of an environment variable is empty.

    What it checks: that no item of Value in CategoricalParameterRanges is the empty string.

    Why it matters: an empty value differs from a missing one. Most containers fail on it or misread it, and a whole
    test is wasted.

    What to do: write the intended value. To test the container's default, add a configuration without the variable."""

    code, name = "RL521", "empty-variable-value"
    severity, basis = WARNING, Inferred("the request accepts an empty value; few programs do")
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
