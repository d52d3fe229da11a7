from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, EndpointConfiguration, Finding, Invalid, Job, Rule, Valid
from recolint_rules.facts import sources


class NoEndpointKind(Rule[None]):
    """An endpoint configuration has neither an instance type nor ServerlessConfig.

    What it checks: that each item of EndpointConfigurations has InstanceType or ServerlessConfig.

    Why it matters: the service model accepts such an item, but there is nothing to test: the guide requires one of the
    two.

    What to do: add InstanceType or ServerlessConfig, or remove the configuration."""

    code, name = "RL501", "no-endpoint-kind"
    severity, basis = ERROR, Documented(sources.LOAD_TEST, '"one of the following"')
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}"),
        Valid(
            "InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]}",
        ),
        Invalid("InputConfig: {EndpointConfigurations: [{}]}", at="/InputConfig/EndpointConfigurations/0"),
        Invalid(
            "InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InferenceSpecificationName: gpu}]}",
            at="/InputConfig/EndpointConfigurations/1",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for one in job.input.configurations:
            if one.instance_type or one.serverless or not one:
                continue
            if one.lacks(EndpointConfiguration.instance_type) and one.lacks(EndpointConfiguration.serverless):
                yield self.finding(
                    one,
                    "InstanceType or ServerlessConfig is missing in the configuration",
                    help="add InstanceType, such as ml.m5.large, or ServerlessConfig",
                )
