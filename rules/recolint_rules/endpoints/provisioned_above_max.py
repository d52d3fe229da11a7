from __future__ import annotations

from collections.abc import Iterator

from recolint.plugin import ERROR, Documented, Finding, Fix, Invalid, Job, Preset, Remove, Rule, Safety, Valid, label
from recolint_rules.facts import sources


class ProvisionedAboveMax(Rule[None]):
    """ProvisionedConcurrency exceeds MaxConcurrency.

    What it checks: that ProvisionedConcurrency is at most MaxConcurrency of the same ServerlessConfig.

    Why it matters: the service rejects it.

    What to do: remove ProvisionedConcurrency: these jobs do not support any value (RL541)."""

    code, name = "RL542", "provisioned-above-max"
    severity, basis = ERROR, Documented(sources.SERVERLESS_CONFIG, "ProvisionedConcurrency")
    preset = Preset.MINIMAL
    examples = (
        Valid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 5}\n",
            title="see RL541",
        ),
        Invalid(
            "InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5, ProvisionedConcurrency: 6}\n",
            at="/InputConfig/EndpointConfigurations/0/ServerlessConfig/ProvisionedConcurrency",
            fixed="InputConfig:\n"
            "  EndpointConfigurations:\n"
            "    - ServerlessConfig: {MemorySizeInMB: 2048, MaxConcurrency: 5}\n",
        ),
    )

    def check(self, job: Job) -> Iterator[Finding]:
        for configuration in job.input.configurations:
            provisioned, most = (
                configuration.serverless.provisioned_concurrency,
                configuration.serverless.max_concurrency,
            )
            if provisioned and most and provisioned.value > most.value:
                yield self.finding(
                    provisioned,
                    f"ProvisionedConcurrency is {provisioned.value}; the maximum is {most.value} (MaxConcurrency)",
                    labels=[label(most, "the maximum")],
                    help="Inference Recommender does not support ProvisionedConcurrency",
                    fix=Fix("remove ProvisionedConcurrency", (Remove(provisioned.route),), Safety.UNSAFE),
                )
