from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import INFO, EndpointConfiguration, Finding, Inferred, Invalid, Job, Preset, Rule, Valid, label


class ServerlessWithRanges(Rule[None]):
    """A serverless configuration has environment variables or an inference specification.

    What it checks: that no configuration with ServerlessConfig has EnvironmentParameterRanges or
    InferenceSpecificationName.

    Why it matters: AWS documents both only for instances. It is unknown whether a serverless test accepts them.

    What to do: set the variables in the model, and test one model per job."""

    code, name = "RL548", "serverless-with-ranges"
    severity, basis = INFO, Inferred("AWS's documents do not show the two together")
    preset = Preset.STRICT
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}\n"
            "      EnvironmentParameterRanges: {CategoricalParameterRanges: [{Name: WORKERS, Value: ['1', '2']}]}\n",
            at="/InputConfig/EndpointConfigurations/0/EnvironmentParameterRanges",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}\n"
            "      InferenceSpecificationName: cpu\n",
            at="/InputConfig/EndpointConfigurations/0/InferenceSpecificationName",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            if not configuration.serverless:
                continue
            varied = configuration.environment if configuration.environment.names else None
            for found, member in (
                (varied, EndpointConfiguration.environment),
                (configuration.specification, EndpointConfiguration.specification),
            ):
                if found is not None:
                    yield self.finding(
                        found,
                        f"{member.name} is not documented for serverless endpoints",
                        labels=[label(configuration.serverless, "serverless here")],
                        help="remove it, or test instance types",
                    )
