from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.endpoints._variables import parameters
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.wording import shown


class InvalidVariableName(Rule[None]):
    """The name of an environment variable is none that a container can be given.

    What it checks: that each Name of CategoricalParameterRanges has letters of A to Z, digits and underscores only,
    and begins with no digit. An empty name is reported by RL527.

    Why it matters: the request takes any text, but the variables of a model, which a test sets, must have this form.
    The job is accepted, and its test fails.

    What to do: write the name as the container reads it, such as OMP_NUM_THREADS.
    """

    code, name = "RL520", "invalid-variable-name"
    severity, basis = WARNING, Inferred(sources.CONTAINER_DEFINITION, "Environment, the pattern of keys")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: _omp_2, Value: ['2']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: OMP-NUM, Value: ['2']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Name",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: 2ND_TRY, Value: ['2']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Name",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for parameter in parameters(job):
            variable = parameter.name
            # The pattern of the keys, [a-zA-Z_][a-zA-Z0-9_]*, is Python's own for names, kept to ASCII.
            if variable and variable.value and not (variable.value.isascii() and variable.value.isidentifier()):
                yield self.finding(
                    variable,
                    f"{shown(variable.value)} is not a valid environment variable name"
                    + typographic.remark(variable.value),
                    help="use A to Z, a to z, digits and underscores, with no digit first",
                )
