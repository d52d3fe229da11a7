"""Loops: followed round by round over a known list, otherwise until a round changes nothing more."""

from __future__ import annotations

import ast
from collections.abc import Callable

from recolint.base.text import Span
from recolint.hosts.python.branches import merge_changes
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.store import Changes
from recolint.hosts.python.structures import assign, basis_of, items_of, truth
from recolint.hosts.python.values import Box, ListState, Loop, MapState, ObjectState, Opaque, Scope, Slot, Value

_NOWHERE = Span(0, 0)
_ENOUGH = 6
"""After so many rounds what a loop changes is unknown."""


def run_for(machine: Machine, node: ast.For | ast.AsyncFor, scope: Scope) -> bool:
    """Follow a ``for`` loop."""
    source = machine.evaluate(node.iter, scope)

    def prepare() -> None:
        assign(machine, node.target, machine.opaque(node.target), scope)

    if isinstance(node, ast.AsyncFor) or basis_of(machine, source) is None or items_of(machine, source) is None:
        machine.escape(source)
        return _unknown_rounds(machine, prepare, node, scope)
    level, sent = machine.store.level, len(machine.requests)
    goes_on = _known_rounds(machine, source, node, scope)
    if goes_on is None:
        # It changes what it runs over.
        machine.store.drop(level)
        del machine.requests[sent:]
        machine.escape(source, *(source.basis or () if isinstance(source, Box) else ()))
        return _unknown_rounds(machine, prepare, node, scope)
    return goes_on


def _known_rounds(machine: Machine, source: Value, node: ast.For, scope: Scope) -> bool | None:
    """Follow each round; ``None`` if what the loop runs over becomes unknown."""
    level = machine.store.level
    breaks: list[Changes] = []
    machine.store.push()
    goes_on = True
    before = basis_of(machine, source)
    number = 0
    while goes_on:
        items = items_of(machine, source)
        moved = isinstance(source, Box) and source.kind == "generator" and basis_of(machine, source) != before
        if items is None or moved:
            return None
        if number >= len(items):
            break
        machine.budget.spend()

        def prepare(item: Value = items[number]) -> None:
            assign(machine, node.target, item, scope)

        ends = _round(machine, prepare, node.body, scope, level, breaks)
        machine.store.drop(level)
        machine.store.push()
        goes_on = bool(ends)
        if goes_on:
            merge_changes(machine, ends)
        number += 1
    return _left(machine, node, scope, level, breaks, goes_on=goes_on)


def run_while(machine: Machine, node: ast.While, scope: Scope) -> bool:
    """Follow a ``while`` loop: the number of its rounds is unknown."""
    return _unknown_rounds(machine, lambda: truth(machine, machine.evaluate(node.test, scope)), node, scope)


def _round(
    machine: Machine,
    prepare: Callable[[], object],
    body: list[ast.stmt],
    scope: Scope,
    level: int,
    breaks: list[Changes],
) -> list[Changes]:
    """Follow one round after the earlier changes of the loop. Returns all changes that may have happened after it."""
    loop = Loop(level)
    machine.loops.append(loop)
    machine.store.push()
    prepare()
    goes_on = machine.execute(body, scope)
    ends = [machine.store.since(level)] if goes_on else []
    machine.store.pop()
    machine.loops.pop()
    breaks.extend(loop.breaks)
    return [*ends, *loop.continues]


def _unknown_rounds(
    machine: Machine, prepare: Callable[[], object], node: ast.For | ast.AsyncFor | ast.While, scope: Scope
) -> bool:
    level = machine.store.level
    oldest = machine.boxes
    emitting, machine.emitting = machine.emitting, False
    machine.store.push()
    for number in range(_ENOUGH + 1):
        before = machine.store.since(level)
        ends = _round(machine, prepare, node.body, scope, level, [])
        machine.store.drop(level)
        machine.store.push()
        if number == _ENOUGH:
            _spoil(machine, [before, *ends])
            break
        merge_changes(machine, [before, *ends])
        if _alike(before, machine.store.since(level), oldest):
            break
    machine.emitting = emitting
    breaks: list[Changes] = []
    _round(machine, prepare, node.body, scope, level, breaks)
    return _left(machine, node, scope, level, breaks, goes_on=not (_endless(node) and not breaks))


def _endless(node: ast.For | ast.AsyncFor | ast.While) -> bool:
    return isinstance(node, ast.While) and isinstance(node.test, ast.Constant) and bool(node.test.value)


def _spoil(machine: Machine, ends: list[Changes]) -> None:
    """Treat everything that a loop changed as unknown."""
    for key in dict.fromkeys(key for end in ends for key in end):
        values = [end[key] for end in ends if key in end]
        if isinstance(key, Box):
            machine.store.set(key, values[0])
            machine.escape(key)
        else:
            machine.escape(*values)
            machine.store.set(key, Opaque(_NOWHERE, str(key[1])))


def _left(
    machine: Machine,
    node: ast.For | ast.AsyncFor | ast.While,
    scope: Scope,
    level: int,
    breaks: list[Changes],
    *,
    goes_on: bool,
) -> bool:
    """Continue behind a loop: after its last round and its ``else``, or after a ``break``."""
    if goes_on:
        goes_on = machine.execute(node.orelse, scope)
    last = machine.store.since(level)
    machine.store.drop(level)
    branches = ([last] if goes_on else []) + breaks
    if branches:
        merge_changes(machine, branches)
    return bool(branches)


def _alike(one: Changes, other: Changes, oldest: int) -> bool:
    """Whether a round changed nothing more. A box that the round made has a number above ``oldest``."""
    keys = [key for key in {**one, **other} if not (isinstance(key, Box) and key.number > oldest)]
    return all(key in one and key in other and _same(one[key], other[key]) for key in keys)


def _same(one: object, other: object) -> bool:
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        return True
    if isinstance(one, MapState) and isinstance(other, MapState):
        return (
            one.whole == other.whole
            and one.slots.keys() == other.slots.keys()
            and all(_same(one.slots[key], other.slots[key]) for key in one.slots)
        )
    if isinstance(one, Slot) and isinstance(other, Slot):
        return one.sure == other.sure and _same(one.value, other.value)
    if isinstance(one, ListState) and isinstance(other, ListState):
        same = one.whole == other.whole and len(one.items) == len(other.items)
        return same and all(map(_same, one.items, other.items))
    if isinstance(one, ObjectState) and isinstance(other, ObjectState):
        same = one.whole == other.whole and one.attributes.keys() == other.attributes.keys()
        return same and all(_same(one.attributes[name], other.attributes[name]) for name in one.attributes)
    return one == other
