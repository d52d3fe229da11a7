"""The results of functions of Python's library, by their origin; ``None`` where that is not known.

Above 300 lines since each function that is known takes a few.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from textwrap import dedent
from typing import Any

from recolint.hosts.python.attributes import CREATE
from recolint.hosts.python.copies import copied, from_plain, plain
from recolint.hosts.python.machine import MAX_TEXT, Machine
from recolint.hosts.python.structures import MAX_ROUNDS, items_of, joined, merged_into, put, set_attribute, truth
from recolint.hosts.python.values import (
    Arguments,
    Box,
    ClientMethod,
    ListState,
    MapState,
    ObjectState,
    Opaque,
    Partial,
    Slot,
    Value,
)
from recolint.hosts.tree import Scalar

Known = Callable[[Machine, Arguments, ast.AST], Value | None]


def new_dict(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    """A mapping of the arguments. Further members stay possible if an argument may have them."""
    state = MapState({})
    for other in arguments.positional:
        state = joined(machine, state, other)
    return machine.box(
        "mapping", node, merged_into(machine, state, MapState(dict(arguments.keywords), arguments.whole))
    )


def _new_list(kind: str) -> Known:
    def make(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
        items = items_of(machine, arguments.positional[0]) if arguments.positional else []
        if items is None:
            machine.escape(*arguments.positional)
            return machine.box(kind, node, ListState((), whole=False))  # type: ignore[arg-type]
        return machine.box(kind, node, ListState(tuple(map(machine.settled, items))))  # type: ignore[arg-type]

    return make


def _scalar(convert: Callable[..., object]) -> Known:
    def make(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
        values = [value.value for value in arguments.positional if isinstance(value, Scalar)]
        if len(values) != len(arguments.positional) or arguments.keywords or _too_long(values):
            return None
        try:
            return machine.scalar(convert(*values), node)
        except (TypeError, ValueError, ArithmeticError):
            return None

    return make


def _too_long(values: list[Any]) -> bool:
    return any(isinstance(value, str) and len(value) > MAX_TEXT for value in values)


def _bool(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    true = truth(machine, arguments.positional[0]) if len(arguments.positional) == 1 else None
    return None if true is None else machine.scalar(true, node)


def _len(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    value = arguments.positional[0] if len(arguments.positional) == 1 else None
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return machine.scalar(len(value.value), node)
    items = items_of(machine, value) if isinstance(value, Box) and value.kind != "generator" else None
    return None if items is None else machine.scalar(len(items), node)


def _range(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    ends = [value.value for value in arguments.positional if isinstance(value, Scalar) and type(value.value) is int]
    if len(ends) != len(arguments.positional) or not 1 <= len(ends) <= 3 or (len(ends) == 3 and ends[2] == 0):
        return None
    numbers = range(*ends)
    if numbers[MAX_ROUNDS:]:
        return None
    return machine.box("tuple", node, ListState(tuple(machine.scalar(number, node) for number in numbers)))


def _enumerate(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    start = arguments.keywords.get("start")
    first = (
        arguments.positional[1]
        if len(arguments.positional) > 1
        else start.value
        if start
        else Scalar(0, machine.span(node))
    )
    items = items_of(machine, arguments.positional[0]) if arguments.positional else None
    if items is None or not (isinstance(first, Scalar) and isinstance(first.value, int)):
        return None
    pairs = tuple(
        machine.box("tuple", node, ListState((machine.scalar(number, node), item)))
        for number, item in enumerate(items, first.value)
    )
    return _running(machine, arguments, node, pairs)


def _zip(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    columns = [items_of(machine, value) for value in arguments.positional]
    if arguments.keywords or any(column is None for column in columns):
        return None
    rows = zip(*(column for column in columns if column is not None), strict=False)
    return _running(machine, arguments, node, tuple(machine.box("tuple", node, ListState(row)) for row in rows))


def _sorted(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    items = items_of(machine, arguments.positional[0]) if len(arguments.positional) == 1 else None
    if items is None or arguments.keywords or not all(isinstance(item, Scalar) for item in items):
        return None
    if len({type(item.value) for item in items if isinstance(item, Scalar)}) > 1:
        return None
    ordered = sorted((item for item in items if isinstance(item, Scalar)), key=lambda item: item.value)  # type: ignore[arg-type,return-value]
    return machine.box("list", node, ListState(tuple(ordered)))


def _reversed(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    items = items_of(machine, arguments.positional[0]) if len(arguments.positional) == 1 else None
    return None if items is None else _running(machine, arguments, node, tuple(items[::-1]))


def _running(machine: Machine, arguments: Arguments, node: ast.AST, items: tuple[Value, ...]) -> Box:
    """A generator that runs over the arguments of a call."""
    box = machine.box("generator", node, ListState(items))
    basis: list[Box] = []
    for value in arguments.positional:
        if isinstance(value, Box):
            inner = value.basis if value.kind == "generator" else (value,)
            if inner is None:
                return box
            basis.extend(inner)
    box.basis = tuple(basis)
    return box


def _extreme(choose: Callable[..., Any]) -> Known:
    def make(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
        values = list(arguments.positional)
        items = items_of(machine, values[0]) if len(values) == 1 else values
        if not items or arguments.keywords:
            return None
        numbers = [item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, int | float)]
        return machine.scalar(choose(numbers), node) if len(numbers) == len(items) else None

    return make


def _dumps(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    try:
        options = {key: plain(machine, slot.value) for key, slot in arguments.keywords.items() if slot.sure}
        if len(arguments.positional) != 1 or set(options) != set(arguments.keywords):
            return None
        if not set(options) <= {"indent", "sort_keys", "separators", "ensure_ascii"} or _is_wide(options.get("indent")):
            return None
        return machine.scalar(json.dumps(plain(machine, arguments.positional[0]), **options), node)
    except (LookupError, TypeError, ValueError, RecursionError):
        return None


def _is_wide(indent: object) -> bool:
    return isinstance(indent, int) and indent > 16


def _loads(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    text = arguments.positional[0] if len(arguments.positional) == 1 and not arguments.keywords else None
    if not isinstance(text, Scalar) or not isinstance(text.value, str):
        return None
    try:
        data = json.loads(text.value)
    except (ValueError, RecursionError):
        return None
    return from_plain(machine, data, node, text.span)


def _literal(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    text = arguments.positional[0] if len(arguments.positional) == 1 and not arguments.keywords else None
    if not isinstance(text, Scalar) or not isinstance(text.value, str):
        return None
    try:
        data = ast.literal_eval(text.value)
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return None
    return from_plain(machine, data, node, text.span)


def _dedent(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    text = arguments.positional[0] if len(arguments.positional) == 1 and not arguments.keywords else None
    if not isinstance(text, Scalar) or not isinstance(text.value, str):
        return None
    return machine.scalar(dedent(text.value), node)


def _copy(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    return copied(machine, arguments.positional[0], node, deep=False) if len(arguments.positional) == 1 else None


def _deepcopy(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    return copied(machine, arguments.positional[0], node, deep=True) if arguments.positional else None


def _partial(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    del machine, node
    if not arguments.positional:
        return None
    return Partial(arguments.positional[0], arguments.positional[1:], arguments.keywords, arguments.whole)


def _getattr(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    name = arguments.positional[1] if len(arguments.positional) > 1 else None
    receiver = arguments.positional[0] if arguments.positional else None
    if isinstance(name, Scalar) and name.value == CREATE and isinstance(receiver, Opaque):
        if "mock" in receiver.origin.lower():
            return None
        return ClientMethod(machine.span(node), machine.said(node), receiver.region)
    return None


def _setattr(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    if len(arguments.positional) != 3:
        return None
    receiver, name, value = arguments.positional
    if not isinstance(name, Scalar) or not isinstance(name.value, str):
        return None
    set_attribute(machine, receiver, name.value, value)
    return Scalar(None, machine.span(node))


def _asdict(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    box = arguments.positional[0] if len(arguments.positional) == 1 and not arguments.keywords else None
    if not isinstance(box, Box) or box.owner is None or box.owner.form != "record":
        return None
    state = machine.state(box)
    if not isinstance(state, ObjectState) or not state.whole:
        return None
    names = [name for name in box.owner.fields() if name in state.attributes]
    values = {name: copied(machine, state.attributes[name], node, deep=True) for name in names}
    if any(
        isinstance(one, Box) and one.kind == "object" for value in values.values() for one in machine.reachable(value)
    ):
        return None
    return machine.box("mapping", node, MapState({name: Slot(box.span, value) for name, value in values.items()}))


def _cast(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    del machine, node
    return arguments.positional[1] if len(arguments.positional) == 2 else None


def _fromkeys(machine: Machine, arguments: Arguments, node: ast.AST) -> Value | None:
    keys = items_of(machine, arguments.positional[0]) if arguments.positional else None
    if keys is None:
        return None
    value = arguments.positional[1] if len(arguments.positional) > 1 else Scalar(None, machine.span(node))
    state = MapState({})
    for key in keys:
        state = put(machine, state, key, value)
    return machine.box("mapping", node, state)


FUNCTIONS: dict[str, Known] = {
    "builtins.dict": new_dict,
    "collections.OrderedDict": new_dict,
    "builtins.dict.fromkeys": _fromkeys,
    "builtins.list": _new_list("list"),
    "builtins.tuple": _new_list("tuple"),
    "builtins.str": _scalar(lambda value="": str(value)),
    "builtins.int": _scalar(int),
    "builtins.float": _scalar(float),
    "builtins.abs": _scalar(abs),
    "builtins.round": _scalar(round),
    "builtins.bool": _bool,
    "builtins.len": _len,
    "builtins.range": _range,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.sorted": _sorted,
    "builtins.reversed": _reversed,
    "builtins.min": _extreme(min),
    "builtins.max": _extreme(max),
    "builtins.sum": _extreme(sum),
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "json.dumps": _dumps,
    "json.loads": _loads,
    "ast.literal_eval": _literal,
    "textwrap.dedent": _dedent,
    "copy.copy": _copy,
    "copy.deepcopy": _deepcopy,
    "functools.partial": _partial,
    "dataclasses.asdict": _asdict,
    "typing.cast": _cast,
}
