"""Results of a job as rows that can be sorted and compared. Pure: plain data in the form of describe answers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

RECOMMENDATIONS, ENDPOINTS = "InferenceRecommendations", "EndpointPerformances"


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation, or the performance of an existing endpoint; ``None``: AWS does not say.

    Costs are in dollars, for all ``count`` instances together; ``invocations`` is a minute, ``latency`` in
    milliseconds; CPU and memory in percent; ``setup`` the seconds that new serverless compute takes.
    """

    job: str
    target: str
    environment: str
    cost_per_hour: float | None
    cost_per_inference: float | None
    invocations: float | None
    latency: float | None
    cpu: float | None
    memory: float | None
    count: int | None
    specification: str | None
    recommendation: str | None


SORTS = {
    "cost-per-inference": "cost_per_inference",
    "cost-per-hour": "cost_per_hour",
    "invocations": "invocations",
    "latency": "latency",
    "cpu": "cpu",
    "memory": "memory",
    "instance": "target",
}
"""What rows can be sorted by: the word of the command line, and the field."""

_MOST_FIRST = {"invocations"}


def rows(answer: dict[str, Any]) -> list[Row]:
    """The rows of a describe answer, in AWS's order, which means nothing."""
    job = str(answer.get("JobName", ""))
    found = [_recommendation(job, one) for one in answer.get(RECOMMENDATIONS) or ()]
    return found + [_performance(job, one) for one in answer.get(ENDPOINTS) or ()]


def ordered(found: Iterable[Row], by: str) -> list[Row]:
    """``found`` sorted ``by`` one of ``SORTS``: least first (invocations: most first), and unknown last."""
    name, sign = SORTS[by], -1 if by in _MOST_FIRST else 1

    def key(row: Row) -> tuple[bool, Any, str, str]:
        value = getattr(row, name)
        if isinstance(value, float | int):
            value = sign * value
        return value is None, 0 if value is None else value, row.target, row.environment

    return sorted(found, key=key)


def trade_offs(found: Iterable[Row]) -> set[Row]:
    """The rows that no other beats in both cost per inference and latency."""
    known = [row for row in found if row.cost_per_inference is not None and row.latency is not None]
    return {row for row in known if not any(_beats(other, row) for other in known)}


def _beats(one: Row, other: Row) -> bool:
    mine, its = (one.cost_per_inference or 0, one.latency or 0), (other.cost_per_inference or 0, other.latency or 0)
    return mine != its and mine[0] <= its[0] and mine[1] <= its[1]


def _recommendation(job: str, given: dict[str, Any]) -> Row:
    metrics = given.get("Metrics") or {}
    endpoint = given.get("EndpointConfiguration") or {}
    model = given.get("ModelConfiguration") or {}
    count = endpoint.get("InitialInstanceCount")
    return Row(
        job=job,
        target=_target(endpoint),
        environment=" ".join(
            f"{one.get('Key')}={one.get('Value')}" for one in model.get("EnvironmentParameters") or ()
        ),
        cost_per_hour=_number(metrics.get("CostPerHour")),
        cost_per_inference=_number(metrics.get("CostPerInference")),
        invocations=_number(metrics.get("MaxInvocations", metrics.get("MaximumInvocations"))),
        latency=_number(metrics.get("ModelLatency")),
        cpu=_number(metrics.get("CpuUtilization")),
        memory=_number(metrics.get("MemoryUtilization")),
        count=count if isinstance(count, int) else None,
        specification=model.get("InferenceSpecificationName"),
        recommendation=given.get("RecommendationId"),
    )


def _target(endpoint: dict[str, Any]) -> str:
    serverless = endpoint.get("ServerlessConfig") or {}
    size = serverless.get("MemorySizeInMB", serverless.get("MemorySizeInMb"))
    if size is not None:
        return f"serverless {size} MB"
    return str(endpoint.get("InstanceType") or endpoint.get("EndpointName") or "")


def _performance(job: str, given: dict[str, Any]) -> Row:
    metrics = given.get("Metrics") or {}
    endpoint = given.get("EndpointInfo") or given.get("EndpointConfiguration") or {}
    return Row(
        job=job,
        target=f"endpoint {endpoint.get('EndpointName', '')}",
        environment="",
        cost_per_hour=None,
        cost_per_inference=None,
        invocations=_number(metrics.get("MaxInvocations")),
        latency=_number(metrics.get("ModelLatency")),
        cpu=None,
        memory=None,
        count=None,
        specification=None,
        recommendation=None,
    )


def _number(value: Any) -> float | None:
    """A metric; ``None`` where it is absent or NaN, which AWS sends as a number or as text."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else number
