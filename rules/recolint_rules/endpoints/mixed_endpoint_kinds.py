from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import WARNING, Documented, EndpointConfiguration, Finding, Invalid, Job, Rule, Valid, label
from recolint_rules.facts import sources


class MixedEndpointKinds(Rule[None]):
    """A job tests serverless endpoints and instance types.

    What it checks: that EndpointConfigurations are all serverless, or all on instances.

    Why it matters: the guide describes the two as alternatives for a load test. AWS does not document both in one job.

    What to do: write two jobs, one for each kind.
    """

    code, name = "RL514", "mixed-endpoint-kinds"
    severity = WARNING
    basis = Documented(sources.LOAD_TEST, "serverless endpoints or real-time instances")
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{InstanceType: ml.c5.large}, {InstanceType: ml.m5.large}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - InstanceType: ml.c5.large\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}\n",
            at="/InputConfig/EndpointConfigurations/1",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        first: tuple[EndpointConfiguration, str] | None = None
        for one in job.input.configurations:
            if one.gives(EndpointConfiguration.instance_type) and one.lacks(EndpointConfiguration.serverless):
                kind = "runs on instances"
            elif one.gives(EndpointConfiguration.serverless) and one.lacks(EndpointConfiguration.instance_type):
                kind = "is serverless"
            else:
                continue  # neither, or both: another rule reports it
            first = first or (one, kind)
            if kind != first[1]:
                yield self.finding(
                    one,
                    f"this configuration {kind}, but an earlier one {first[1]}",
                    labels=[label(first[0], f"{first[1]}")],
                    help="write one job for each kind",
                )
                return
