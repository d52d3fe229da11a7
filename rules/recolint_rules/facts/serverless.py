"""Where a job asks for serverless endpoints."""

from __future__ import annotations

from recolint.plugin import EndpointConfiguration, Job, Located, ServerlessConfig
from recolint_rules.facts.instances import accelerator


def asked(job: Job) -> Located[str] | ServerlessConfig | None:
    """The first place that asks for a serverless endpoint.

    That is a configuration's ServerlessConfig; in a job without configurations, SupportedEndpointType. What a
    configuration of both kinds asks for is not known.
    """
    for configuration in job.input.configurations:
        if configuration.serverless and not configuration.has(EndpointConfiguration.instance_type):
            return configuration.serverless
    return None if job.input.configurations else serverless_only(job)


def serverless_only(job: Job) -> Located[str] | None:
    """SupportedEndpointType, when it asks for serverless endpoints only."""
    kind = job.input.container.endpoint_type
    return kind if kind is not None and kind.value == "Serverless" else None


def lists_accelerated_only(job: Job) -> bool:
    """Whether SupportedInstanceTypes has types, all with GPUs or other accelerators."""
    types = job.input.container.instance_types
    return bool(types) and all(accelerator(one.value) for one in types)
