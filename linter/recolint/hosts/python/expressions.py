"""The value of an expression."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from recolint.hosts.python import attributes, texts
from recolint.hosts.python.bindings import bind, lookup
from recolint.hosts.python.branches import branch, merge, merge_changes
from recolint.hosts.python.calls import evaluate_call
from recolint.hosts.python.comprehensions import comprehension
from recolint.hosts.python.definitions import new_function
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.operators import binary, holds
from recolint.hosts.python.program import LOST
from recolint.hosts.python.structures import items_of, joined, put, subscript, truth
from recolint.hosts.python.values import Box, ListState, MapState, Opaque, Scope, Slot, Value
from recolint.hosts.tree import Scalar


def evaluate(machine: Machine, node: ast.expr, scope: Scope) -> Value:
    """The value of ``node``; unknown where the reader does not know its kind."""
    known = _KINDS.get(type(node))
    if known is not None:
        return known(machine, node, scope)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            machine.escape(machine.evaluate(child, scope))
    return machine.opaque(node)


def _constant(machine: Machine, node: ast.Constant, _: Scope) -> Value:
    value = node.value
    program = machine.unit.program
    if isinstance(value, str) and program.lossy and LOST in value:
        return machine.opaque(node)
    return machine.scalar(value, node)


def _name(machine: Machine, node: ast.Name, scope: Scope) -> Value:
    if node.id == "__name__" and node.id not in machine.unit.survey.module.local:
        return machine.scalar(scope.module, node)
    value = lookup(machine, node.id, scope)
    if value is None:
        return machine.opaque(node)
    return value


def _attribute(machine: Machine, node: ast.Attribute, scope: Scope) -> Value:
    receiver = machine.evaluate(node.value, scope)
    return attributes.attribute(machine, receiver, node)


def _joined(machine: Machine, node: ast.JoinedStr, scope: Scope) -> Value:
    parts: list[str] | None = []
    for part in node.values:
        text = _part(machine, part, scope)
        if text is None or parts is None:
            parts = None
        else:
            parts.append(text)
    return machine.opaque(node) if parts is None else machine.scalar("".join(parts), node)


def _part(machine: Machine, part: ast.expr, scope: Scope) -> str | None:
    if not isinstance(part, ast.FormattedValue):
        value = machine.evaluate(part, scope)
        return value.value if isinstance(value, Scalar) and isinstance(value.value, str) else None
    value = machine.evaluate(part.value, scope)
    spec = machine.evaluate(part.format_spec, scope) if part.format_spec else None
    if not isinstance(value, Scalar) or (spec is not None and not isinstance(spec, Scalar)):
        return None
    return texts.formatted(value.value, chr(part.conversion) if part.conversion > 0 else "", spec and str(spec.value))


def _list(machine: Machine, node: ast.List | ast.Tuple, scope: Scope) -> Value:
    items: list[Value] = []
    whole = True
    for element in node.elts:
        if isinstance(element, ast.Starred):
            more = items_of(machine, machine.evaluate(element.value, scope))
            whole = whole and more is not None
            items.extend((more or ()) if whole else ())
            continue
        value = machine.settled(machine.evaluate(element, scope))
        if whole:
            items.append(value)
        else:
            machine.escape(value)
    return machine.box("list" if isinstance(node, ast.List) else "tuple", node, ListState(tuple(items), whole))


def _dict(machine: Machine, node: ast.Dict, scope: Scope) -> Value:
    state = MapState({})
    slots: dict[Any, Slot] | None = {}
    for key, element in zip(node.keys, node.values, strict=True):
        if key is None:
            # A display without `**` grows in place; each other way of growing copies.
            state, slots = MapState(slots, state.whole) if slots is not None else state, None
            state = joined(machine, state, machine.evaluate(element, scope))
            continue
        name = machine.evaluate(key, scope)
        value = machine.settled(machine.evaluate(element, scope))
        if slots is not None and isinstance(name, Scalar) and isinstance(name.value, str):
            slots[name.value] = Slot(name.span, value)
        else:
            state, slots = MapState(slots, state.whole) if slots is not None else state, None
            state = put(machine, state, name, value)
    return machine.box("mapping", node, MapState(slots, state.whole) if slots is not None else state)


def _set(machine: Machine, node: ast.Set, scope: Scope) -> Value:
    for element in node.elts:
        machine.escape(machine.evaluate(element, scope))
    return machine.opaque(node)


def _binary(machine: Machine, node: ast.BinOp, scope: Scope) -> Value:
    left, right = machine.evaluate(node.left, scope), machine.evaluate(node.right, scope)
    return binary(machine, node, node.op, left, right)


def _unary(machine: Machine, node: ast.UnaryOp, scope: Scope) -> Value:
    value = machine.evaluate(node.operand, scope)
    if isinstance(node.op, ast.Not):
        true = truth(machine, value)
        return machine.opaque(node) if true is None else machine.scalar(not true, node)
    if isinstance(value, Scalar) and isinstance(value.value, int | float) and not isinstance(node.op, ast.Invert):
        return machine.scalar(-value.value if isinstance(node.op, ast.USub) else +value.value, node)
    return machine.opaque(node)


def _boolean(machine: Machine, node: ast.BoolOp, scope: Scope) -> Value:
    decisive = isinstance(node.op, ast.Or)
    value = machine.evaluate(node.values[0], scope)
    for other in node.values[1:]:
        true = truth(machine, value)
        if true is decisive:
            return value
        if true is None:
            # Either side may be the value, and the other side may not run.
            later: list[Value] = []

            def run(other: ast.expr = other, later: list[Value] = later) -> bool:
                later.append(machine.evaluate(other, scope))
                return True

            changes = branch(machine, run)
            merge_changes(machine, [{}, changes or {}])
            merged = merge(machine, value, later[0])
            value = machine.opaque(node) if not isinstance(merged, Scalar | Box) else merged
        else:
            value = machine.evaluate(other, scope)
    return value


def _choice(machine: Machine, node: ast.IfExp, scope: Scope) -> Value:
    true = truth(machine, machine.evaluate(node.test, scope))
    if true is not None:
        return machine.evaluate(node.body if true else node.orelse, scope)
    found: list[Value] = []

    def run(part: ast.expr) -> bool:
        found.append(machine.evaluate(part, scope))
        return True

    branches = [branch(machine, lambda part=part: run(part)) for part in (node.body, node.orelse)]  # type: ignore[misc]
    merge_changes(machine, [changes or {} for changes in branches])
    merged = merge(machine, found[0], found[1])
    return merged if merged is not None and not isinstance(merged, Opaque) else machine.opaque(node)


def _compare(machine: Machine, node: ast.Compare, scope: Scope) -> Value:
    left = machine.evaluate(node.left, scope)
    results: list[bool | None] = []
    for of, comparator in zip(node.ops, node.comparators, strict=True):
        right = machine.evaluate(comparator, scope)
        results.append(holds(machine, of, left, right))
        left = right
    if any(result is False for result in results):
        return machine.scalar(value=False, node=node)
    return machine.opaque(node) if None in results else machine.scalar(value=True, node=node)


def _subscript(machine: Machine, node: ast.Subscript, scope: Scope) -> Value:
    receiver = machine.evaluate(node.value, scope)
    if isinstance(node.slice, ast.Slice):
        return _slice(machine, node, node.slice, receiver, scope)
    return subscript(machine, node, receiver, machine.evaluate(node.slice, scope))


def _slice(machine: Machine, node: ast.Subscript, cut: ast.Slice, receiver: Value, scope: Scope) -> Value:
    ends = [machine.evaluate(end, scope) if end is not None else None for end in (cut.lower, cut.upper, cut.step)]
    numbers: list[int | None] = []
    for end in ends:
        if end is not None and not (isinstance(end, Scalar) and isinstance(end.value, int)):
            machine.escape(receiver)
            return machine.opaque(node)
        numbers.append(int(end.value) if isinstance(end, Scalar) and isinstance(end.value, int) else None)
    if numbers[2] == 0:
        return machine.opaque(node)
    part = slice(*numbers)
    if isinstance(receiver, Scalar) and isinstance(receiver.value, str):
        return machine.scalar(receiver.value[part], node)
    state = machine.listing(receiver)
    if isinstance(receiver, Box) and state is not None and state.whole and receiver.kind != "generator":
        return machine.box(receiver.kind, node, ListState(state.items[part]))
    machine.escape(receiver)
    return machine.opaque(node)


def _walrus(machine: Machine, node: ast.NamedExpr, scope: Scope) -> Value:
    value = machine.evaluate(node.value, scope)
    owner = scope
    while owner.kind == "comprehension" and owner.parent is not None:
        owner = owner.parent
    bind(machine, node.target.id, value, owner)
    return value


def _await(machine: Machine, node: ast.Await, scope: Scope) -> Value:
    if isinstance(node.value, ast.Call):
        return evaluate_call(machine, node.value, scope, awaited=True)
    return _escaping(machine, node, node.value, scope)


def _escaping(machine: Machine, node: ast.expr, value: ast.expr | None, scope: Scope) -> Value:
    if value is not None:
        machine.escape(machine.evaluate(value, scope))
    return machine.opaque(node)


def _yield(machine: Machine, node: ast.Yield | ast.YieldFrom, scope: Scope) -> Value:
    return _escaping(machine, node, node.value, scope)


_KINDS: dict[type[ast.expr], Callable[[Machine, Any, Scope], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.JoinedStr: _joined,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Dict: _dict,
    ast.Set: _set,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.Compare: _compare,
    ast.Subscript: _subscript,
    ast.NamedExpr: _walrus,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
    ast.Lambda: new_function,
    ast.ListComp: comprehension,
    ast.GeneratorExp: comprehension,
    ast.SetComp: comprehension,
    ast.DictComp: comprehension,
    ast.Call: evaluate_call,
}
