from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Finding, Fix, Inferred, Invalid, Job, Remove, Rule, Valid, label
from recolint_rules.endpoints._variables import parameters, shown
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import cut


class DuplicateVariableValue(Rule[None]):
    """A value to try for an environment variable is given twice.

    What it checks: that no two items of a Value in CategoricalParameterRanges are equal.

    Why it matters: each value is a test of its own, so the same test runs and is paid for twice.

    What to do: take one of the two away.
    """

    code, name = "RL523", "duplicate-variable-value"
    severity, basis = WARNING, Inferred("each value is a test of its own: equal ones are the same test twice")
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
            for value, first in repeats(parameter.values, lambda value: value.value):
                yield self.finding(
                    value,
                    f"duplicate value {cut(value.value)!r} of {shown(parameter)}; the same test runs twice",
                    labels=[label(first, "first listed here")],
                    help="remove one of the two",
                    fix=Fix("remove the second", (Remove(value.route),)),
                )
