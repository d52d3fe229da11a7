from __future__ import annotations

from collections.abc import Hashable, Iterator

from recolint.plugin import INFO, Advice, EndpointConfiguration, Finding, Invalid, Job, Preset, Rule, Valid, label
from recolint_rules.facts.repeats import repeats
from recolint_rules.facts.wording import first_of, quoting

_MAX_VALUES = 3  # the service model's maximum for a variable


class SplitConfiguration(Rule[None]):
    """Two endpoint configurations differ in only one variable; one configuration is enough.

    What it checks: that no two items of EndpointConfigurations have the same instance type and variables, and differ in
    the values of one variable only. That variable may have three values in total.

    Why it matters: the tests are the same, but a reader must find the difference.

    What to do: merge the two into one, with the values of both."""

    code, name = "RL509", "split-configuration"
    severity, basis = INFO, Advice("one configuration with the values of both has the same tests")
    preset = Preset.STRICT
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1']}]}\n",
            title="the first leaves the variable to the container",
        ),
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1', '2']}]}\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['4', '8']}]}\n",
            title="four values are too many for one",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1', '2']}]}\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['4']}]}\n",
            at="/InputConfig/EndpointConfigurations/1",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        if not any(repeats(job.input.configurations, _type)):
            return
        # A configuration with unknown parts may be equal to any other.
        if not job.input.configurations.whole or not all(one.is_complete for one in job.input.configurations):
            return
        first: dict[Hashable, tuple[EndpointConfiguration, frozenset[str]]] = {}
        for one in job.input.configurations:
            if one.instance_type is None:
                continue
            variables = _variables(one)
            specification = one.specification.value if one.specification else None
            for variable, values in variables.items():
                others = frozenset((name, tried) for name, tried in variables.items() if name != variable)
                known, known_values = first.setdefault(
                    (one.instance_type.value, specification, variable, others), (one, values)
                )
                if known is not one and not values & known_values and len(values | known_values) <= _MAX_VALUES:
                    yield self.finding(
                        one,
                        quoting("the configuration differs from an earlier one only in the values of ", variable),
                        labels=[label(known, "the earlier one")],
                        help=f"keep one configuration, with the values {first_of(sorted(values | known_values))}",
                    )
                    break


def _type(configuration: EndpointConfiguration) -> str | None:
    return configuration.instance_type and configuration.instance_type.value


def _variables(configuration: EndpointConfiguration) -> dict[str, frozenset[str]]:
    return {
        one.name.value: frozenset(value.value for value in one.values)
        for one in configuration.environment.categorical
        if one.name is not None
    }
