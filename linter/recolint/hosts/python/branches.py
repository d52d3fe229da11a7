"""The known values behind branches of code: exactly one has run, or an unknown number of changes has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recolint.base.text import Span
from recolint.hosts.python.bindings import BUILTINS
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.program import MAX_SAID
from recolint.hosts.python.store import Changes, History
from recolint.hosts.python.values import (
    WILD,
    Box,
    ListState,
    MapState,
    ObjectState,
    Opaque,
    Slot,
    State,
    Value,
    Wild,
    members_of,
)
from recolint.hosts.tree import HIDDEN_REGION, Scalar

_NO_SLOT = Slot(Span(0, 0), Opaque(Span(0, 0), ""), sure=False)
_SAME = object()
"""The value from before."""


def merge(machine: Machine, one: Value, other: Value) -> Value:
    """The known facts on a value that is ``one`` or ``other``."""
    if one is other:
        return one
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        if type(one.value) is type(other.value) and one.value == other.value:
            return one
    elif one == other:
        return one
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        region = one.region if one.region == other.region else HIDDEN_REGION
        return Opaque(one.span, one.said, one.origin if one.origin == other.origin else "", region)
    machine.escape(one, other)
    told = one if isinstance(one, Opaque | Scalar) else other
    if isinstance(told, Opaque):
        # A constant is not a client: it has no other Region.
        is_constant = isinstance(one if told is other else other, Scalar)
        return told._replace(origin="") if is_constant else _in_doubt(told)
    span = told.span if isinstance(told, Scalar | Box) else Span(0, 0)
    return Opaque(span, " or ".join(_brief(machine, value) for value in (one, other))[:MAX_SAID])


def merge_states(machine: Machine, one: State | None, other: State | None) -> State | None:
    """The known facts on a structure in the state ``one`` or ``other``."""
    if one is other or other is None:
        return one
    if one is None:
        return other
    if isinstance(one, MapState) and isinstance(other, MapState):
        return _merge_maps(machine, one, other)
    if isinstance(one, ListState) and isinstance(other, ListState):
        items = tuple(merge(machine, a, b) for a, b in zip(one.items, other.items, strict=False))
        machine.escape(*one.items[len(items) :], *other.items[len(items) :])
        return ListState(items, one.whole and other.whole and len(one.items) == len(other.items))
    if isinstance(one, ObjectState) and isinstance(other, ObjectState):
        attributes = {
            name: merge(machine, value, other.attributes[name]) if name in other.attributes else unsure(machine, value)
            for name, value in one.attributes.items()
        }
        late = other.attributes.keys() - one.attributes.keys()
        attributes.update((name, unsure(machine, other.attributes[name])) for name in sorted(late))
        return ObjectState(attributes, one.whole and other.whole)
    return WILD


def _merge_maps(machine: Machine, one: MapState, other: MapState) -> MapState:
    slots: dict[Any, Slot] = {}
    for key in {**one.slots, **other.slots}:
        a = one.slots.get(key, other.slots.get(key, _NO_SLOT))
        b = other.slots.get(key, a)
        if key in one.slots and key in other.slots:
            slots[key] = a if a == b else Slot(a.key_span, merge(machine, a.value, b.value), a.sure and b.sure)
        else:
            slots[key] = Slot(a.key_span, unsure(machine, a.value), sure=False)
    return MapState(slots, one.whole and other.whole)


def _in_doubt(value: Opaque) -> Opaque:
    return value._replace(origin="", region=None if value.region is None else HIDDEN_REGION)


def unsure(machine: Machine, value: Value) -> Value:
    """The known facts on a value that may be another."""
    if isinstance(value, Opaque):
        return _in_doubt(value)
    machine.escape(value)
    return Opaque(value.span if isinstance(value, Scalar | Box) else Span(0, 0), _brief(machine, value))


def _brief(machine: Machine, value: Value) -> str:
    if isinstance(value, Box):
        return machine.said(value.site) if hasattr(value.site, "lineno") else "..."
    if isinstance(value, Scalar):
        return repr(value.value)[: MAX_SAID // 2]
    return value.said if isinstance(value, Opaque) else "..."


def _merge_key(machine: Machine, key: Any, one: Any, other: Any) -> Any:
    if isinstance(key, Box):
        return merge_states(machine, one, other)
    if one is None or other is None:
        # A name without a value in a branch: reading it there would have raised, builtins aside.
        value = one if one is not None else other
        return unsure(machine, value) if value is not None and key[1] in BUILTINS else value
    return merge(machine, one, other)


def merge_changes(machine: Machine, branches: list[Changes]) -> None:
    """Apply the changes of branches to the state before them. Exactly one branch has run."""
    if len(branches) == 1:
        for key, value in branches[0].items():
            machine.store.set(key, value)
        return
    keys = dict.fromkeys(key for branch in branches for key in branch)
    _settle(machine, {key: [branch.get(key, _SAME) for branch in branches] for key in keys})


def merge_history(machine: Machine, history: History) -> None:
    """Apply changes that happen one after the other; an unknown number of them has happened."""
    _settle(machine, {key: [_SAME, *values] for key, values in history.items()})


def _settle(machine: Machine, options: History) -> None:
    merged: Changes = {}
    # Structures first, so that what a name lets escape is all that it leads to.
    for key in sorted(options, key=lambda key: not isinstance(key, Box)):
        before = machine.store.get(key)
        values = [before if value is _SAME else value for value in options[key]]
        value = values[0]
        for other in values[1:]:
            machine.budget.spend()
            value = _merge_key(machine, key, value, other)
        if isinstance(key, Box) and isinstance(machine.store.get(key), Wild) and before is not WILD:
            # Merging let it escape, with all that it leads to now.
            merged[key] = value
        else:
            machine.store.set(key, value)
    for state in merged.values():
        machine.escape(*members_of(state))


def branch(machine: Machine, run: Callable[[], bool]) -> Changes | None:
    """Follow a branch and undo it. Returns its changes, or ``None`` if the code behind it does not run."""
    machine.store.push()
    goes_on = run()
    changes = machine.store.pop()
    return changes if goes_on else None


def go_on_with(machine: Machine, branches: list[Changes | None]) -> bool:
    """Continue with the branches that do."""
    going_on = [changes for changes in branches if changes is not None]
    if going_on:
        merge_changes(machine, going_on)
    return bool(going_on)
