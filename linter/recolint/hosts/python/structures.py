"""Lists and mappings as code reads and changes them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from recolint.hosts.python.bindings import bind
from recolint.hosts.python.branches import unsure
from recolint.hosts.python.machine import MAX_ITEMS, Machine
from recolint.hosts.python.values import (
    Box,
    Class,
    ListState,
    MapState,
    Module,
    ObjectState,
    Opaque,
    Scope,
    Slot,
    State,
    Value,
)
from recolint.hosts.tree import Scalar

MAX_ROUNDS = 1_000
"""The longest list that the reader follows item by item."""


def truth(machine: Machine, value: Value) -> bool | None:
    """Whether ``value`` counts as true; ``None`` if that is unknown."""
    if isinstance(value, Scalar):
        return bool(value.value)
    members = machine.mapping(value)
    if members is not None:
        if any(slot.sure for slot in members.slots.values()):
            return True
        return False if members.whole and not members.slots else None
    state = machine.listing(value)
    if state is not None and isinstance(value, Box) and value.kind != "generator":
        return True if state.items else False if state.whole else None
    return None


def is_key(value: Value) -> bool:
    """Whether ``value`` is a key that the reader can compare with others."""
    # True is the key 1, and 1.0 too: only texts and integers are followed.
    return isinstance(value, Scalar) and type(value.value) in {str, int}


def put(machine: Machine, state: MapState, key: Value, value: Value) -> MapState:
    """``state`` with ``value`` under ``key``."""
    value = machine.settled(value)
    machine.budget.spend(len(state.slots) // 256)
    if isinstance(key, Scalar) and is_key(key):
        return MapState({**state.slots, key.value: Slot(key.span, value)}, state.whole)
    # Any member may be the one.
    machine.escape(value)
    return MapState(_unsure(machine, state.slots), whole=False)


def _unsure(machine: Machine, slots: Mapping[Any, Slot]) -> dict[Any, Slot]:
    return {key: Slot(slot.key_span, unsure(machine, slot.value), slot.sure) for key, slot in slots.items()}


def joined(machine: Machine, state: MapState, other: Value) -> MapState:
    """``state`` updated by ``other``, whatever that is."""
    members = machine.mapping(other)
    if members is None:
        pairs = items_of(machine, other) if isinstance(other, Box) and other.kind != "object" else None
        for pair in pairs or ():
            both = items_of(machine, pair)
            if both is None or len(both) != 2:
                pairs = None
                break
            state = put(machine, state, both[0], both[1])
        if pairs is not None:
            return state
        machine.escape(other)
        return MapState(_unsure(machine, state.slots), whole=False)
    return merged_into(machine, state, members)


def merged_into(machine: Machine, state: MapState, other: MapState) -> MapState:
    """``state`` updated by the members of ``other``."""
    machine.budget.spend((len(state.slots) + len(other.slots)) // 256)
    slots = dict(state.slots)
    if not other.whole:
        slots = _unsure(machine, slots)
    for key, slot in other.slots.items():
        before = slots.get(key)
        if slot.sure or before is None:
            slots[key] = slot
        else:
            slots[key] = Slot(slot.key_span, unsure(machine, slot.value), before.sure)
    return MapState(slots, state.whole and other.whole)


def added(machine: Machine, left: Value, right: Value) -> ListState | None:
    """The items of ``left + right``, for two lists or two tuples; ``None`` if they are not."""
    first, second = machine.listing(left), machine.listing(right)
    if first is None or second is None or not (isinstance(left, Box) and isinstance(right, Box)):
        return None
    if left.kind != right.kind or left.kind == "generator":
        return None
    return extended(machine, first, second.items, whole=second.whole)


def extended(machine: Machine, state: ListState, items: tuple[Value, ...], *, whole: bool) -> ListState:
    """``state`` with more items behind its own."""
    items = tuple(map(machine.settled, items))
    machine.budget.spend((len(state.items) + len(items)) // 256)
    if not state.whole or len(state.items) + len(items) > MAX_ITEMS:
        machine.escape(*items)
        return ListState(state.items, whole=False)
    return ListState(state.items + items, whole)


def items_of(machine: Machine, value: Value) -> list[Value] | None:
    """The items of an iteration over ``value``; ``None`` if not all are known, or there are too many."""
    if isinstance(value, Scalar) and isinstance(value.value, str):
        return [Scalar(character, value.span) for character in value.value] if len(value.value) <= MAX_ROUNDS else None
    members = machine.mapping(value)
    if members is not None:
        sure = members.whole and all(slot.sure for slot in members.slots.values())
        keys: list[Value] = [Scalar(key, slot.key_span) for key, slot in members.slots.items()]
        return keys if sure and len(keys) <= MAX_ROUNDS else None
    state = machine.listing(value)
    if state is None or not state.whole or len(state.items) > MAX_ROUNDS:
        return None
    return list(state.items)


def basis_of(machine: Machine, value: Value) -> tuple[State, ...] | None:
    """The states that running over ``value`` depends on; ``None`` if those are not known."""
    if isinstance(value, Scalar):
        return ()
    if not isinstance(value, Box):
        return None
    boxes = value.basis if value.kind == "generator" else (value,)
    return None if boxes is None else tuple(machine.state(box) for box in boxes)


def subscript(machine: Machine, node: ast.Subscript, receiver: Value, key: Value) -> Value:
    """The value of ``receiver[key]``."""
    if isinstance(receiver, Scalar) and isinstance(receiver.value, str) and isinstance(key, Scalar):
        at = key.value
        if type(at) is int and -len(receiver.value) <= at < len(receiver.value):
            return machine.scalar(receiver.value[at], node)
        return machine.opaque(node)
    members = machine.mapping(receiver)
    if members is not None:
        slot = members.slots.get(key.value) if isinstance(key, Scalar) and is_key(key) else None
        # Without the member the code would raise here.
        if slot is not None and isinstance(key, Scalar) and is_key(key):
            return slot.value
        machine.escape(*([] if is_key(key) else [slot.value for slot in members.slots.values()]))
        return machine.opaque(node)
    state = machine.listing(receiver)
    if state is not None:
        item = item_at(state, key)
        if item is not None:
            return state.items[item]
        machine.escape(*state.items)
        return machine.opaque(node)
    if isinstance(receiver, Opaque):
        origin = f"{receiver.origin}[]" if receiver.origin else ""
        return Opaque(machine.span(node), "", origin, receiver.region)
    machine.escape(receiver)
    return machine.opaque(node)


def item_at(state: ListState, key: Value) -> int | None:
    """The index that ``key`` names in ``state``; ``None`` if it is not known which item that is."""
    if not isinstance(key, Scalar) or type(key.value) is not int:
        return None
    index = key.value
    if index < 0:
        index = index + len(state.items) if state.whole else -1
    return index if 0 <= index < len(state.items) else None


def assign(machine: Machine, target: ast.expr, value: Value, scope: Scope) -> None:
    """Follow ``target = value``."""
    if isinstance(target, ast.Name):
        bind(machine, target.id, value, scope)
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(machine, target, value, scope)
    elif isinstance(target, ast.Starred):
        assign(machine, target.value, machine.opaque(target), scope)
        machine.escape(value)
    elif isinstance(target, ast.Subscript):
        receiver = machine.evaluate(target.value, scope)
        if isinstance(target.slice, ast.Slice):
            machine.escape(receiver, value)
        else:
            set_item(machine, receiver, machine.evaluate(target.slice, scope), value)
    elif isinstance(target, ast.Attribute):
        set_attribute(machine, machine.evaluate(target.value, scope), target.attr, value)
    else:
        machine.escape(value)


def _unpack(machine: Machine, target: ast.Tuple | ast.List, value: Value, scope: Scope) -> None:
    items = items_of(machine, value)
    starred = [index for index, element in enumerate(target.elts) if isinstance(element, ast.Starred)]
    if items is not None and not starred and len(items) == len(target.elts):
        for element, item in zip(target.elts, items, strict=True):
            assign(machine, element, item, scope)
        return
    if items is not None and len(starred) == 1 and len(items) >= len(target.elts) - 1:
        first, behind = starred[0], len(items) - (len(target.elts) - 1 - starred[0])
        rest = machine.box("list", target.elts[first], ListState(tuple(items[first:behind])))
        for element, item in zip(target.elts, [*items[:first], rest, *items[behind:]], strict=True):
            assign(machine, element.value if isinstance(element, ast.Starred) else element, item, scope)
        return
    machine.escape(value)
    for element in target.elts:
        assign(machine, element, machine.opaque(element), scope)


def set_item(machine: Machine, receiver: Value, key: Value, value: Value) -> None:
    """Follow ``receiver[key] = value``."""
    value = machine.settled(value)
    members = machine.mapping(receiver)
    if members is not None and isinstance(receiver, Box):
        machine.change(receiver, put(machine, members, key, value))
        return
    state = machine.listing(receiver)
    if state is not None and isinstance(receiver, Box) and receiver.kind == "list":
        at = item_at(state, key)
        if at is None:
            machine.escape(receiver, value)
        else:
            items = (*state.items[:at], value, *state.items[at + 1 :])
            machine.change(receiver, ListState(items, state.whole))
        return
    machine.escape(receiver, value)


def delete_item(machine: Machine, receiver: Value, key: Value) -> None:
    """Follow ``del receiver[key]``."""
    members = machine.mapping(receiver)
    if members is not None and isinstance(receiver, Box) and isinstance(key, Scalar) and is_key(key):
        machine.change(receiver, without(members, key.value))
        return
    state = machine.listing(receiver)
    at = item_at(state, key) if state is not None else None
    if isinstance(receiver, Box) and receiver.kind == "list" and state is not None and at is not None:
        machine.change(receiver, ListState((*state.items[:at], *state.items[at + 1 :]), state.whole))
        return
    machine.escape(receiver)


def without(members: MapState, key: Any) -> MapState:
    """``members`` less one."""
    return MapState({name: slot for name, slot in members.slots.items() if name != key}, members.whole)


def set_attribute(machine: Machine, receiver: Value, name: str, value: Value) -> None:
    """Follow ``receiver.name = value``."""
    value = machine.settled(value)
    if isinstance(receiver, Module):
        # The name is unknown from the start: see what reads it.
        machine.escape(value)
    elif isinstance(receiver, Class):
        if machine.era and receiver.scope.era != machine.era:
            machine.found_smudged.add(receiver.node)
        machine.store.set((receiver.scope, name), value)
    elif isinstance(receiver, Box) and receiver.kind == "object":
        state = machine.state(receiver)
        if isinstance(state, ObjectState):
            if not state.whole:
                kept = machine.attribute_sites.setdefault(name, set())
                kept.update(box.site for box in machine.reachable(value))
            machine.change(receiver, ObjectState({**state.attributes, name: value}, state.whole))
        else:
            machine.escape(value)
    else:
        machine.escape(receiver, value)
