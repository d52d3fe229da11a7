from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Finding, Inferred, Invalid, Job, Rule, Valid
from recolint_rules.endpoints._variables import parameters
from recolint_rules.facts import sources


class UnnamedVariable(Rule[None]):
    """The name of an environment variable is empty.

    What it checks: that no Name of CategoricalParameterRanges is the empty string.

    Why it matters: the service model accepts it, but a variable without a name cannot be set: at best, the tests of all
    its values are the same.

    What to do: write the name of the variable, or remove the parameter."""

    code, name = "RL527", "unnamed-variable"
    severity, basis = ERROR, Inferred(sources.CONTAINER_DEFINITION, "Environment, the pattern of keys")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['2']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: '', Value: ['2']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Name",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for parameter in parameters(job):
            if parameter.name and not parameter.name.value:
                yield self.finding(
                    parameter.name,
                    "the name of an environment variable is empty",
                    help="write the variable's name, such as OMP_NUM_THREADS",
                )
