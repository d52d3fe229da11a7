"""Where a spec requests serverless endpoints."""

from __future__ import annotations

from recolint.plugin import ContainerConfig, EndpointConfiguration, InputConfig, Job, Located, ServerlessConfig
from recolint_rules.facts.instances import accelerator


def asked(job: Job) -> Located[str] | ServerlessConfig | None:
    """The first place that requests a serverless endpoint.

    That is a configuration's ServerlessConfig; in a job without configurations, SupportedEndpointType. A configuration
    of both kinds is unknown.
    """
    for configuration in job.input.configurations:
        if configuration.serverless and configuration.lacks(EndpointConfiguration.instance_type):
            return configuration.serverless
    return (
        None
        if job.input.configurations or not job.input.lists_all(InputConfig.configurations)
        else serverless_only(job)
    )


def asks_for_none(job: Job) -> bool:
    """Whether it is certain that nothing requests a serverless endpoint."""
    if asked(job) is not None or not job.input.lists_all(InputConfig.configurations):
        return False
    is_known = all(
        one.lacks(EndpointConfiguration.serverless) or one.gives(EndpointConfiguration.instance_type)
        for one in job.input.configurations
    )
    return is_known and (bool(job.input.configurations) or may_use_instances(job))


def serverless_only(job: Job) -> Located[str] | None:
    """SupportedEndpointType, if it requests serverless endpoints only."""
    kind = job.input.container.endpoint_type
    return kind if kind is not None and kind.value == "Serverless" else None


def may_use_instances(job: Job) -> bool:
    """Whether it is certain that SupportedEndpointType does not request serverless endpoints only."""
    container = job.input.container
    is_known = container.gives(ContainerConfig.endpoint_type) or container.lacks(ContainerConfig.endpoint_type)
    return is_known and serverless_only(job) is None


def lists_accelerated_only(job: Job) -> bool:
    """Whether SupportedInstanceTypes has types, all with GPUs or other accelerators."""
    types = job.input.container.instance_types
    return types.whole and bool(types) and all(accelerator(one.value) for one in types)


def lists_more(job: Job) -> bool:
    """Whether it is certain that SupportedInstanceTypes has a type without accelerators, or is empty."""
    types = job.input.container.instance_types
    return any(not accelerator(one.value) for one in types) or (types.whole and not types)
