"""Results and changes of calls of foreign code: of boto3, the SageMaker SDK and Python's library, by their origin."""

from __future__ import annotations

import ast

from recolint.hosts.python import regions
from recolint.hosts.python.functions import FUNCTIONS, new_dict
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.values import (
    Arguments,
    Box,
    ClientMethod,
    ListState,
    MapState,
    Opaque,
    Partial,
    SdkValue,
    Slot,
    Value,
)
from recolint.hosts.tree import Scalar

_HARMLESS_ROOTS = {"boto3", "botocore", "json", "logging", "pprint", "time", "datetime", "os", "math", "uuid", "yaml"}
"""Libraries that do not change their arguments."""
_HARMLESS = {
    f"builtins.{name}"
    for name in [
        "print",
        "repr",
        "isinstance",
        "issubclass",
        "type",
        "id",
        "len",
        "hasattr",
        "callable",
        "hash",
        "open",
        "input",
        "any",
        "all",
        "format",
    ]
} | {"IPython.display.display", "textwrap.dedent", "rich.print"}
_LOGGING = {"debug", "info", "warning", "warn", "error", "exception", "critical", "log"}
_PASSED_ON = {"to_thread", "submit", "run_in_executor"}
"""Methods that call their first arguments with the rest."""
SDK_VALUES = {
    "Phase": ("duration_in_seconds", "initial_number_of_users", "spawn_rate"),
    "ModelLatencyThreshold": ("percentile", "value_in_milliseconds"),
    "CategoricalParameter": ("values",),
}
_SENT_AS = {
    "duration_in_seconds": "DurationInSeconds",
    "initial_number_of_users": "InitialNumberOfUsers",
    "spawn_rate": "SpawnRate",
    "percentile": "Percentile",
    "value_in_milliseconds": "ValueInMilliseconds",
}


def known(machine: Machine, callee: Opaque, arguments: Arguments, node: ast.AST) -> Value:
    """The result of a call of foreign code. Its arguments escape, except where the reader knows the function."""
    origin = callee.origin
    name = origin.rsplit(".", 1)[-1] if origin else callee.said
    if name in SDK_VALUES and (not origin or origin.startswith(("sagemaker.", "./"))):
        value = _sdk_value(machine, name, arguments, node)
        if value is not None:
            return value
    function = FUNCTIONS.get(origin)
    if function is not None and (arguments.whole or function is new_dict):
        value = function(machine, arguments, node)
        if value is not None:
            return value
    if name in _PASSED_ON or callee.said.rpartition(".")[2] in _PASSED_ON:
        for value in arguments.positional[:2]:
            method = value.callee if isinstance(value, Partial) else value
            if isinstance(method, ClientMethod):
                return machine.call(value, Arguments((), arguments.keywords, arguments.whole), node)
    _let_go(machine, callee, arguments)
    return machine.opaque(node, f"{origin}()" if origin else "", regions.of_call(callee, arguments))


def _let_go(machine: Machine, callee: Opaque, arguments: Arguments) -> None:
    root = callee.origin.split(".", 1)[0].split("(", 1)[0]
    if root in _HARMLESS_ROOTS or callee.origin in _HARMLESS:
        return
    receiver, _, name = callee.said.rpartition(".")
    if name in _LOGGING and "log" in receiver.lower():
        return
    for value in arguments.values():
        if not (root == "sagemaker" and _is_flat(machine, value)):
            machine.escape(value)


def _is_flat(machine: Machine, value: Value) -> bool:
    """Whether ``value`` is a list of texts and numbers, which the SDK passes on as it is."""
    state = machine.listing(value)
    return state is not None and all(isinstance(item, Scalar | Opaque) for item in state.items)


def _sdk_value(machine: Machine, name: str, arguments: Arguments, node: ast.AST) -> Value | None:
    parameters = SDK_VALUES[name]
    given = dict(zip(parameters, arguments.positional, strict=False))
    slots = {key: Slot(machine.span(node), value) for key, value in given.items()}
    slots.update(arguments.keywords)
    if not arguments.whole or set(slots) != set(parameters) or not all(slot.sure for slot in slots.values()):
        return None
    if name == "CategoricalParameter":
        return SdkValue(name, _texts(machine, slots["values"].value, node))
    sent = {_SENT_AS[key]: Slot(slots[key].key_span, slots[key].value) for key in parameters}
    return SdkValue(name, machine.box("mapping", node, MapState(sent)))


def _texts(machine: Machine, values: Value, node: ast.AST) -> Value:
    """The values of a parameter, as the texts that the SDK makes of them."""
    state = machine.listing(values)
    if isinstance(values, Scalar):
        state = ListState((values,))
    if state is None or (isinstance(values, Box) and values.kind != "list"):
        machine.escape(values)
        return machine.opaque(node)
    items = tuple(
        Scalar(str(item.value), item.span) if isinstance(item, Scalar) else _text(machine, item, node)
        for item in state.items
    )
    box = machine.box("list", node, ListState(items, state.whole))
    if isinstance(values, Box):
        box.span = values.span
    return box


def _text(machine: Machine, item: Value, node: ast.AST) -> Value:
    machine.escape(item)
    return item if isinstance(item, Opaque) else machine.opaque(node)
