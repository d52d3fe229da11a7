"""Results of a job as rows that can be sorted and compared."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from recolint.results.answers import structure, structures, text

RECOMMENDATIONS, ENDPOINTS = "InferenceRecommendations", "EndpointPerformances"

_DIGITS = 6
"""Significant digits in which costs are compared: those of AWS carry the noise of 32-bit floats."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation, or the performance of an existing endpoint; ``None``: AWS does not say.

    Costs are in dollars, for all ``count`` instances together; ``invocations`` is a minute, ``latency`` in
    milliseconds; CPU and memory in percent; ``setup`` is ModelSetupTime; AWS does not document its unit. All texts
    are from AWS and may hold anything.
    """

    job: str
    target: str
    environment: str = ""
    cost_per_hour: float | None = None
    cost_per_inference: float | None = None
    invocations: float | None = None
    latency: float | None = None
    cpu: float | None = None
    memory: float | None = None
    setup: float | None = None
    count: int | None = None
    specification: str | None = None
    compilation: str | None = None


SORTS = {
    "cost-per-inference": "cost_per_inference",
    "cost-per-hour": "cost_per_hour",
    "invocations": "invocations",
    "latency": "latency",
    "cpu": "cpu",
    "memory": "memory",
    "instance": "target",
}
"""The sort keys of rows: the word of the command line, and the field."""

DEFAULT_SORT = "cost-per-inference"

_MOST_FIRST = {"invocations"}


def rows(answer: dict[str, Any]) -> list[Row]:
    """The rows of a describe answer, in AWS's order, which has no meaning. Items that are not rows are skipped."""
    job = text(answer.get("JobName"))
    found = [_recommendation(job, one) for one in structures(answer.get(RECOMMENDATIONS))]
    return found + [_performance(job, one) for one in structures(answer.get(ENDPOINTS))]


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
    """The rows that no other beats in both cost per inference and latency: the Pareto front."""
    known = {row: standing for row in found if (standing := _standing(row)) is not None}
    return {row for row, its in known.items() if not any(_beats(other, its) for other in known.values())}


def _standing(row: Row) -> tuple[float, float] | None:
    if row.cost_per_inference is None or row.latency is None:
        return None
    return float(f"{row.cost_per_inference:.{_DIGITS}g}"), row.latency


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one != other and one[0] <= other[0] and one[1] <= other[1]


def _recommendation(job: str, given: dict[str, Any]) -> Row:
    metrics = structure(given.get("Metrics"))
    endpoint = structure(given.get("EndpointConfiguration"))
    model = structure(given.get("ModelConfiguration"))
    count = endpoint.get("InitialInstanceCount")
    invocations, latency = _load(metrics)
    return Row(
        job=job,
        target=_target(endpoint),
        environment=" ".join(
            f"{text(one.get('Key'))}={text(one.get('Value'))}" for one in structures(model.get("EnvironmentParameters"))
        ),
        cost_per_hour=_number(metrics.get("CostPerHour")),
        cost_per_inference=_number(metrics.get("CostPerInference")),
        invocations=invocations,
        latency=latency,
        cpu=_number(metrics.get("CpuUtilization")),
        memory=_number(metrics.get("MemoryUtilization")),
        setup=_number(metrics.get("ModelSetupTime")),
        count=count if type(count) is int else None,
        specification=text(model.get("InferenceSpecificationName")) or None,
        compilation=text(model.get("CompilationJobName")) or None,
    )


def _target(endpoint: dict[str, Any]) -> str:
    """The instance type or memory of a row. A serverless row may name an instance type too; it has no meaning then."""
    serverless = structure(endpoint.get("ServerlessConfig"))
    size = serverless.get("MemorySizeInMB", serverless.get("MemorySizeInMb"))
    if size is not None:
        return f"serverless {text(size)} MB"
    return text(endpoint.get("InstanceType")) or text(endpoint.get("EndpointName"))


def _performance(job: str, given: dict[str, Any]) -> Row:
    endpoint = structure(given.get("EndpointInfo")) or structure(given.get("EndpointConfiguration"))
    invocations, latency = _load(structure(given.get("Metrics")))
    name = text(endpoint.get("EndpointName"))
    return Row(job=job, target=f"endpoint {name}".rstrip(), invocations=invocations, latency=latency)


def _load(metrics: dict[str, Any]) -> tuple[float | None, float | None]:
    """Invocations a minute, and latency in milliseconds.

    The preview of 2021 called the former MaximumInvocations, and gave the latter in microseconds.
    """
    latency = _number(metrics.get("ModelLatency"))
    if "MaxInvocations" not in metrics and "MaximumInvocations" in metrics:
        return _number(metrics["MaximumInvocations"]), None if latency is None else latency / 1000
    return _number(metrics.get("MaxInvocations")), latency


def _number(value: Any) -> float | None:
    """A metric; ``None`` where it is absent or NaN, which AWS sends as a number or as text."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
