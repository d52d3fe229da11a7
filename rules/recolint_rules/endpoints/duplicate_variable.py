from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from recolint.plugin import ERROR, Finding, Inferred, Invalid, Job, Rule, Valid, label
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
            names = [one.name for one in configuration.environment.categorical if one.name and one.name.value]
            for variable, first in repeats(names, attrgetter("value")):
                yield self.finding(
                    variable,
                    f"duplicate variable {shown(variable.value)}",
                    labels=[label(first, "first defined here")],
                    help="list it once, with all its values (at most 3)",
                )
