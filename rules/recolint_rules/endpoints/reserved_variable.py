from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Annotated, Finding, Inferred, Invalid, Job, NamedTuple, Rule, Valid
from recolint_rules.endpoints._variables import parameters
from recolint_rules.facts.wording import cut


class Options(NamedTuple):
    """Reserved names."""

    prefixes: Annotated[tuple[str, ...], "prefixes of variables that SageMaker sets"] = ("AWS_",)


class ReservedVariable(Rule[Options]):
    """A test varies an environment variable that SageMaker sets.

    What it checks: that no Name of CategoricalParameterRanges starts with `AWS_`.

    Why it matters: SageMaker sets the Region and the source of credentials of a container through such variables. Other
    values disconnect the container from S3 and other services, or have no effect. A credential does not belong in a
    spec.

    What to do: remove the variable. The container gets its permissions from the model's execution role."""

    code, name = "RL524", "reserved-variable"
    severity, basis = WARNING, Inferred("SageMaker hosting sets these variables in each container")
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges:\n"
            "        CategoricalParameterRanges: [{Name: SAGEMAKER_MODEL_SERVER_WORKERS, Value: ['1', '2']}]\n"
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: AWS_REGION, Value: [x]}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Name",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: TEAM_COST, Value: ['1']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges/CategoricalParameterRanges/0/Name",
            options={"prefixes": ["AWS_", "TEAM_"]},
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        prefixes = self.options.prefixes
        for parameter in parameters(job):
            variable = parameter.name
            if variable and variable.value.startswith(prefixes):
                yield self.finding(
                    variable,
                    f"the variable {cut(variable.value)} is reserved: SageMaker sets it",
                    help="remove it; Region and permissions come from the endpoint and the model's role",
                )
