from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.endpoints._variables import parameters
from recolint_rules.facts import sources, typographic
from recolint_rules.facts.wording import quoting


class InvalidVariableName(Rule[None]):
    """The name of an environment variable is invalid.

    What it checks: that each Name of CategoricalParameterRanges has only letters from A to Z, digits and underscores,
    and does not start with a digit. RL527 reports an empty name.

    Why it matters: the request accepts any text, but a test sets variables of the model, which must have this form. AWS
    accepts the job, and its test fails.

    What to do: write the name that the container reads, such as OMP_NUM_THREADS."""

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
            # The pattern of the keys, [a-zA-Z_][a-zA-Z0-9_]*, is Python's for names in ASCII.
            if variable and variable.value and not (variable.value.isascii() and variable.value.isidentifier()):
                yield self.finding(
                    variable,
                    quoting(
                        "",
                        variable.value,
                        f" is not a valid environment variable name{typographic.remark(variable.value)}",
                    ),
                    help="use only letters from A to Z, digits and underscores; start with a letter or an underscore",
                )
