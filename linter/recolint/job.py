"""The views on a request that rule packages import, where they have been since the first of them was written."""

from __future__ import annotations

from recolint.request.job import (
    CategoricalParameter,
    CompiledOutputConfig,
    ContainerConfig,
    Endpoint,
    EndpointConfiguration,
    EnvironmentParameterRanges,
    InputConfig,
    Job,
    LatencyThreshold,
    OutputConfig,
    PayloadConfig,
    Phase,
    ResourceLimit,
    ServerlessConfig,
    Stairs,
    StoppingConditions,
    Tag,
    TrafficPattern,
    VpcConfig,
)

__all__ = [
    "CategoricalParameter",
    "CompiledOutputConfig",
    "ContainerConfig",
    "Endpoint",
    "EndpointConfiguration",
    "EnvironmentParameterRanges",
    "InputConfig",
    "Job",
    "LatencyThreshold",
    "OutputConfig",
    "PayloadConfig",
    "Phase",
    "ResourceLimit",
    "ServerlessConfig",
    "Stairs",
    "StoppingConditions",
    "Tag",
    "TrafficPattern",
    "VpcConfig",
]
