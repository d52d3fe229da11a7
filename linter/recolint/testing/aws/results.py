"""Results of a recommendation job, in the form of real answers, calculated from the request, never random.

What real answers look like: CostPerInference = CostPerHour / (MaxInvocations * 60); all instances of a row together
cost CostPerHour and take MaxInvocations a minute; floats carry the noise of 32 bits; rows are in no order.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import struct
import uuid
from collections.abc import Iterator
from typing import Any

MAX_ROWS = 10
_DEFAULT_TYPES = ("ml.m5.xlarge", "ml.c5.2xlarge", "ml.g4dn.xlarge")
_SIZES = ("medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge", "48xlarge")


def recommendations(name: str, request: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of ``InferenceRecommendations`` for the job ``name``; empty for a job on an existing endpoint."""
    given = request["InputConfig"]
    if given.get("Endpoints"):
        return []
    most = min(given.get("ResourceLimit", {}).get("MaxNumberOfTests", MAX_ROWS), MAX_ROWS)
    return [_row(name, request, *candidate) for candidate in itertools.islice(_candidates(given), most)]


def performances(request: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of ``EndpointPerformances``: one for a job on an existing endpoint."""
    return [
        {"Metrics": {"MaxInvocations": 1200, "ModelLatency": 85}, "EndpointInfo": endpoint}
        for endpoint in request["InputConfig"].get("Endpoints", [])
    ]


def steps(name: str, rows: list[dict[str, Any]], status: str, failure: str | None) -> list[dict[str, Any]]:
    """The benchmarks of a job in the state ``status``, one for each row of its results to be."""
    ended = status in {"COMPLETED", "STOPPED", "FAILED"}
    made = []
    for row in rows:
        benchmark = {"ModelConfiguration": row["ModelConfiguration"]}
        if ended and failure is not None:
            benchmark["FailureReason"] = failure
        elif status == "COMPLETED":
            benchmark |= {"Metrics": row["Metrics"], "EndpointConfiguration": row["EndpointConfiguration"]}
        made.append({"StepType": "BENCHMARK", "JobName": name, "Status": status, "InferenceBenchmark": benchmark})
    return made


def _candidates(given: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """The tested candidates: endpoint configurations, each with every choice of its environment values."""
    supported = given.get("ContainerConfig", {}).get("SupportedInstanceTypes") or _DEFAULT_TYPES
    configurations = given.get("EndpointConfigurations") or [{"InstanceType": kind} for kind in supported]
    for configuration in configurations:
        ranges = configuration.get("EnvironmentParameterRanges", {}).get("CategoricalParameterRanges", [])
        names = [entry["Name"] for entry in ranges]
        for values in itertools.product(*(entry["Value"] for entry in ranges)):
            yield configuration, dict(zip(names, values, strict=True))


def _row(
    name: str, request: dict[str, Any], configuration: dict[str, Any], environment: dict[str, str]
) -> dict[str, Any]:
    wanted = request.get("StoppingConditions", {})
    seed = hashlib.sha256(repr((name, configuration, environment)).encode()).digest()
    one_takes = 120 + int.from_bytes(seed[:2]) % 600
    count = math.ceil(wanted.get("MaxInvocations", one_takes) / one_takes)
    cost = round(_price(configuration) * count, 4)
    thresholds = wanted.get("ModelLatencyThresholds") or [{}]
    endpoint = f"sm-epc-{uuid.UUID(bytes=seed[:16])}"
    target: dict[str, Any] = {"EndpointName": endpoint, "VariantName": endpoint}
    if "ServerlessConfig" in configuration:
        target["ServerlessConfig"] = configuration["ServerlessConfig"]
    else:
        target |= {"InstanceType": configuration.get("InstanceType", _DEFAULT_TYPES[0]), "InitialInstanceCount": count}
    model: dict[str, Any] = {
        "EnvironmentParameters": [{"Key": k, "ValueType": "string", "Value": v} for k, v in environment.items()]
    }
    if "InferenceSpecificationName" in configuration:
        model["InferenceSpecificationName"] = configuration["InferenceSpecificationName"]
    return {
        "RecommendationId": f"{name}/{seed[:4].hex()}",
        "Metrics": {
            "CostPerHour": _single(cost),
            "CostPerInference": _single(cost / (one_takes * count * 60)),
            "MaxInvocations": one_takes * count,
            "ModelLatency": thresholds[0].get("ValueInMilliseconds", 20 + seed[2]),
            "CpuUtilization": _single(30 + seed[3] / 4),
            "MemoryUtilization": _single(10 + seed[4] / 8),
        },
        "EndpointConfiguration": target,
        "ModelConfiguration": model,
    }


def _price(configuration: dict[str, Any]) -> float:
    """An invented price in dollars an hour that grows with the size."""
    if "ServerlessConfig" in configuration:
        return 0.00002 * int(configuration["ServerlessConfig"]["MemorySizeInMB"])
    size = configuration.get("InstanceType", "").rpartition(".")[2]
    return 0.0575 * (1 << (_SIZES.index(size) if size in _SIZES else 2))


def _single(value: float) -> float:
    """``value`` with the noise that a 32-bit float brings."""
    return float(struct.unpack("f", struct.pack("f", value))[0])
