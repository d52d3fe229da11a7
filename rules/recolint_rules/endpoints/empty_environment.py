from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, Advice, Finding, Fix, Invalid, Job, Remove, Rule, Valid


class EmptyEnvironment(Rule[None]):
    """EnvironmentParameterRanges is empty.

    What it checks: that EnvironmentParameterRanges, if present, has CategoricalParameterRanges.

    Why it matters: a reader expects a comparison of variables, but the job does not compare any.

    What to do: add the variables, or remove the member."""

    code, name = "RL526", "empty-environment"
    severity, basis = INFO, Advice("the member has no effect")
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      EnvironmentParameterRanges: {}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges",
            fixed="InputConfig:\n  EndpointConfigurations:\n    - InstanceType: ml.c5.large\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            environment = configuration.environment
            if environment.is_empty:
                yield self.finding(
                    environment,
                    "EnvironmentParameterRanges is empty and has no effect",
                    help="remove it, or add CategoricalParameterRanges",
                    fix=Fix("remove EnvironmentParameterRanges", (Remove(environment.route),)),
                )
