from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, EndpointConfiguration, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources


class TwoEndpointKinds(Rule[None]):
    """An endpoint configuration has both an instance type and ServerlessConfig.

    What it checks: that no item of EndpointConfigurations has both InstanceType and ServerlessConfig.

    Why it matters: an endpoint is either on instances or serverless, so the service cannot know which to test. A
    skeleton of the request contains both.

    What to do: remove one of the two. To compare the two kinds, write two jobs."""

    code, name = "RL502", "two-endpoint-kinds"
    severity, basis = ERROR, Documented(sources.LOAD_TEST, '"one of the following"')
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "      ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}\n",
            at="/InputConfig/EndpointConfigurations/0",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for one in job.input.configurations:
            if one.gives(EndpointConfiguration.instance_type) and one.serverless:
                yield self.finding(
                    one,
                    "the configuration has both InstanceType and ServerlessConfig; expected one",
                    labels=[
                        label(one.at(EndpointConfiguration.instance_type), "real-time"),
                        label(one.serverless, "serverless"),
                    ],
                    help="remove one of the two",
                )
