"""The results of operators on two values."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from recolint.hosts.python import texts
from recolint.hosts.python.machine import MAX_TEXT, Machine
from recolint.hosts.python.structures import added, joined
from recolint.hosts.python.values import Box, Opaque, Value
from recolint.hosts.tree import Scalar

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_LARGEST_POWER = 64


def binary(machine: Machine, node: ast.AST, of: ast.operator, left: Value, right: Value) -> Value:
    """The value of ``left of right``."""
    if isinstance(of, ast.Mod) and isinstance(left, Scalar) and isinstance(left.value, str):
        text = texts.percent(left.value, _plain_operand(machine, right))
        return machine.opaque(node) if text is None else machine.scalar(text, node)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return _arithmetic(machine, node, of, left.value, right.value)
    members = machine.mapping(left) if isinstance(of, ast.BitOr) and isinstance(right, Box) else None
    if members is not None:
        return machine.box("mapping", node, joined(machine, members, right))
    state = added(machine, left, right) if isinstance(of, ast.Add) and isinstance(left, Box) else None
    if state is not None and isinstance(left, Box):
        return machine.box(left.kind, node, state)
    machine.escape(left, right)
    return machine.opaque(node)


def _plain_operand(machine: Machine, value: Value) -> Any:
    """The right side of ``%`` as Python has it; ``None`` if it is not known."""
    if isinstance(value, Scalar):
        return (value.value,)
    state = machine.listing(value)
    if isinstance(value, Box) and value.kind == "tuple" and state and state.whole:
        if all(isinstance(item, Scalar) for item in state.items):
            return tuple(item.value for item in state.items if isinstance(item, Scalar))
        return None
    members = machine.mapping(value)
    if members and members.whole:
        return {key: slot.value.value for key, slot in members.slots.items() if isinstance(slot.value, Scalar)}
    return None


def _arithmetic(machine: Machine, node: ast.AST, of: ast.operator, left: object, right: object) -> Value:
    if left is None or right is None:
        return machine.opaque(node)
    if isinstance(of, ast.Mult) and not _small_product(left, right):
        return machine.opaque(node)
    if isinstance(of, ast.Pow):
        small = (
            isinstance(left, int) and isinstance(right, int) and 0 <= right <= _LARGEST_POWER and abs(left) < 1 << 32
        )
        return machine.scalar(left**right, node) if small else machine.opaque(node)  # type: ignore[operator]
    if type(of) not in _OPERATORS:
        return machine.opaque(node)
    try:
        return machine.scalar(_OPERATORS[type(of)](left, right), node)
    except (TypeError, ValueError, ArithmeticError):
        return machine.opaque(node)


def _small_product(left: object, right: object) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        text, times = (left, right) if isinstance(left, str) else (right, left)
        return isinstance(text, str) and isinstance(times, int) and len(text) * max(times, 0) <= MAX_TEXT
    return True


def holds(machine: Machine, of: ast.cmpop, left: Value, right: Value) -> bool | None:
    """Whether ``left of right``; ``None`` if that is not known."""
    if isinstance(of, ast.In | ast.NotIn):
        found = _contains(machine, left, right)
        return None if found is None else found is isinstance(of, ast.In)
    if isinstance(of, ast.Is | ast.IsNot):
        if isinstance(left, Opaque) or not isinstance(right, Scalar) or right.value is not None:
            return None
        same = isinstance(left, Scalar) and left.value is None
        return same is isinstance(of, ast.Is)
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        try:
            return bool(_COMPARISONS[type(of)](left.value, right.value))
        except TypeError:
            return None
    return None


def _contains(machine: Machine, item: Value, whole: Value) -> bool | None:
    if not isinstance(item, Scalar):
        return None
    if isinstance(whole, Scalar):
        both = isinstance(whole.value, str) and isinstance(item.value, str)
        return str(item.value) in str(whole.value) if both else None
    members = machine.mapping(whole)
    if members is not None:
        slot = members.slots.get(item.value)
        if slot is not None:
            return True if slot.sure else None
        return False if members.whole else None
    state = machine.listing(whole)
    if state is None or not all(isinstance(one, Scalar) for one in state.items):
        return None
    if any(isinstance(one, Scalar) and one.value == item.value for one in state.items):
        return True
    return False if state.whole else None
