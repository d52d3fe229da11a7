from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Remove, Rule, Valid, label
from recolint_rules.endpoints._variables import parameters, shown
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import quoting


class DuplicateVariableValue(Rule[None]):
    """A value of an environment variable is duplicated.

    What it checks: that no two items of a Value in CategoricalParameterRanges are equal.

    Why it matters: each value is one test, so the same test runs, and is billed, twice.

    What to do: remove one of the two."""

    code, name = "RL523", "duplicate-variable-value"
    severity, basis = WARNING, Inferred("each value is one test: equal ones are the same test twice")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['2', '02']}]}\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['2', '4', '2']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Value/2",
            fixed="InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: W, Value: ['2', '4']}]}\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for parameter in parameters(job):
            for value, first in repeats(parameter.values, attrgetter("value")):
                yield self.finding(
                    value,
                    quoting("duplicate value ", value.value, f" of {shown(parameter)}; the same test runs twice"),
                    labels=[label(first, "first listed here")],
                    help="remove one of the two",
                    fix=Fix("remove the second", (Remove(value.route),)),
                )
