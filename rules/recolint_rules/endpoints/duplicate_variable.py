from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, CategoricalParameter, Finding, Inferred, Invalid, Job, Rule, Valid, label
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import shown


class DuplicateVariable(Rule[None]):
    """An environment variable is duplicated in an endpoint configuration.

    What it checks: that no two items of one CategoricalParameterRanges have the same Name. Upper and lower case
    differ.

    Why it matters: a variable has one value in a test, so half of the combinations cannot be tested.

    What to do: list the variable once, with all its values (at most 3), or correct the wrong name."""

    code, name = "RL522", "duplicate-variable"
    severity, basis = ERROR, Inferred("a process has one value for a variable")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges: [{Name: WORKERS, Value: ['2']}, {Name: THREADS, Value: ['2']}]\n"
            "    - EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges: [{Name: WORKERS, Value: ['4']}]\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges: [{Name: WORKERS, Value: ['2']}, {Name: WORKERS, Value: ['4']}]\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/1/Name",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            for variable, first in repeats(configuration.environment.categorical, _name):
                # RL527 reports an empty name.
                if variable.name and variable.name.value and first.name:
                    yield self.finding(
                        variable.name,
                        f"duplicate variable {shown(variable.name.value)}",
                        labels=[label(first.name, "first defined here")],
                        help="list it once, with all its values (at most 3)",
                    )


def _name(variable: CategoricalParameter) -> str | None:
    return variable.name and variable.name.value
