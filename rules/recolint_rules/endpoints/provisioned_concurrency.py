from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import (
    ERROR,
    WARNING,
    Documented,
    Finding,
    Fix,
    Invalid,
    Job,
    Remove,
    Rule,
    Safety,
    ServerlessConfig,
    Valid,
)
from recolint_rules.facts import sources


class ProvisionedConcurrency(Rule[None]):
    """A serverless configuration has ProvisionedConcurrency, which these jobs do not support.

    What it checks: that no ServerlessConfig has ProvisionedConcurrency. RL542 reports one above MaxConcurrency.

    Why it matters: the API reference says that the member is not supported for serverless recommendations. The job is
    rejected, or tests without it.

    What to do: remove the member."""

    code, name = "RL541", "provisioned-concurrency"
    severity, basis = WARNING, Documented(sources.SERVERLESS_CONFIG, "ProvisionedConcurrency")
    strict_severity = ERROR
    examples = (
        Valid("InputConfig: {EndpointConfigurations: [{ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}}]}"),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig:\n"
            "        MemorySizeInMB: 2048\n"
            "        MaxConcurrency: 5\n"
            "        ProvisionedConcurrency: 5\n",
            at="/InputConfig/EndpointConfigurations/0/ServerlessConfig/ProvisionedConcurrency",
            fixed="InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig:\n"
            "        MemorySizeInMB: 2048\n"
            "        MaxConcurrency: 5\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            serverless = configuration.serverless
            provisioned, most = serverless.provisioned_concurrency, serverless.max_concurrency
            if serverless.hides(ServerlessConfig.max_concurrency) or (
                most and provisioned and provisioned.value > most.value
            ):
                continue  # RL542 reports it
            if provisioned:
                yield self.finding(
                    provisioned,
                    "Inference Recommender does not support ProvisionedConcurrency",
                    fix=Fix("remove ProvisionedConcurrency", (Remove(provisioned.route),), Safety.UNSAFE),
                )
