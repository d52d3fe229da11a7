"""Which call sends a request, and which request that is."""

from __future__ import annotations

import ast

from recolint.base.text import Span
from recolint.hosts.python.machine import MAX_REQUESTS, ExhaustedError, Machine
from recolint.hosts.python.telling import Teller
from recolint.hosts.python.values import Arguments, ClientMethod, MapState, Value
from recolint.hosts.tree import HostRequest

_OF_SESSION = {
    "role",
    "sample_payload_url",
    "supported_content_types",
    "job_name",
    "job_type",
    "model_name",
    "model_package_version_arn",
    "job_duration_in_seconds",
    "nearest_model_name",
    "supported_instance_types",
    "framework",
    "framework_version",
    "endpoint_configurations",
    "traffic_pattern",
    "stopping_conditions",
    "resource_limit",
}
"""The parameters of the method of the SageMaker SDK's session that has the same name."""


def sent(machine: Machine, method: ClientMethod, arguments: Arguments, node: ast.AST) -> Value:
    """Follow a call of a client's method."""
    # A client takes keywords alone, and refuses a call without any before it sends something.
    empty = arguments.whole and not arguments.keywords
    if not (arguments.positional or empty or _OF_SESSION & set(arguments.keywords)):
        emit(machine, MapState(dict(arguments.keywords), arguments.whole), method.span, node, method.region)
    # A client does not change its arguments.
    return machine.opaque(node, "boto3.client().send()")


def reach(machine: Machine, node: ast.AST) -> None:
    """Note that the call ``node`` was read."""
    if machine.emitting or machine.muted:
        machine.reached.add(node)


def emit(machine: Machine, request: MapState, span: Span, node: ast.AST, region: str | None) -> None:
    """Note a request of the file itself; raises ``ExhaustedError`` for one too many."""
    counts = machine.emitting and not machine.muted and machine.module == "__main__"
    if counts:
        if len(machine.requests) == MAX_REQUESTS:
            raise ExhaustedError
        told = Teller(machine).mapping(request, machine.span(node))
        machine.requests.append(HostRequest(told, span, region))
