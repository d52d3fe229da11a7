"""Copies of structures, and structures as Python data."""

from __future__ import annotations

import ast
from typing import Any

from recolint.base.text import Span
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.values import WILD, Box, ListState, MapState, ObjectState, Slot, Value
from recolint.hosts.tree import Scalar

_DEEPEST = 50


def copied(machine: Machine, value: Value, node: ast.AST, *, deep: bool) -> Value:
    """A copy of ``value`` that ``node`` makes. Tuples are copied too: they may contain lists."""
    return _copy(machine, value, node, {}, deep=deep, depth=0)


def _copy(machine: Machine, value: Value, node: ast.AST, made: dict[int, Box], *, deep: bool, depth: int) -> Value:
    machine.budget.spend()
    if not isinstance(value, Box):
        return value
    if value.number in made:
        return made[value.number]
    state = machine.state(value)
    box = machine.box(value.kind, node, WILD, value.owner)
    box.span = value.span
    made[value.number] = box
    if deep and depth < _DEEPEST:
        state = _copied_state(machine, state, node, made, depth + 1)
    elif deep:
        state = WILD
    # A copy that its syntax makes wild stays wild: functions change it.
    machine.store.set(box, WILD if node in machine.smudged else state)
    return box


def _copied_state(machine: Machine, state: Any, node: ast.AST, made: dict[int, Box], depth: int) -> Any:
    def copy(value: Value) -> Value:
        return _copy(machine, value, node, made, deep=True, depth=depth)

    if isinstance(state, MapState):
        return MapState({key: slot._replace(value=copy(slot.value)) for key, slot in state.slots.items()}, state.whole)
    if isinstance(state, ListState):
        return ListState(tuple(map(copy, state.items)), state.whole)
    if isinstance(state, ObjectState):
        return ObjectState({name: copy(value) for name, value in state.attributes.items()}, state.whole)
    return state


def plain(machine: Machine, value: Value, depth: int = 0) -> Any:
    """``value`` as Python data.

    Raises:
        LookupError: a part of it is unknown.
    """
    machine.budget.spend()
    if isinstance(value, Scalar):
        return value.value
    members = machine.mapping(value)
    if depth < _DEEPEST and members is not None and members.whole and all(s.sure for s in members.slots.values()):
        return {key: plain(machine, slot.value, depth + 1) for key, slot in members.slots.items()}
    state = machine.listing(value)
    if depth < _DEEPEST and state is not None and state.whole and isinstance(value, Box) and value.kind != "generator":
        return [plain(machine, item, depth + 1) for item in state.items]
    raise LookupError


def from_plain(machine: Machine, data: Any, node: ast.AST, span: Span) -> Value:
    """Python data as a value of the reader; all parts have the place ``span``."""
    machine.budget.spend()
    if isinstance(data, dict):
        slots = {key: Slot(span, from_plain(machine, value, node, span)) for key, value in data.items()}
        box = machine.box("mapping", node, MapState(slots))
    elif isinstance(data, list | tuple):
        items = tuple(from_plain(machine, item, node, span) for item in data)
        box = machine.box("list" if isinstance(data, list) else "tuple", node, ListState(items))
    else:
        return Scalar(data, span) if data is None or isinstance(data, str | int | float) else machine.opaque(node)
    box.span = span
    return box
