"""The reader's knowledge of a value, as a tree for other modules."""

from __future__ import annotations

from recolint.base.text import Span
from recolint.hosts import tree
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.values import (
    Box,
    Class,
    ClientMethod,
    Function,
    ListState,
    MapState,
    Opaque,
    SdkMethod,
    Value,
)

_DEEPEST = 30
_LARGEST = 20_000


class Teller:
    """Turns values into trees of limited size, since code may nest a list in itself."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._left = _LARGEST

    def mapping(self, state: MapState, span: Span, depth: int = 0) -> tree.Mapping:
        """``state`` as a structure at ``span``."""
        entries = []
        for key, slot in state.slots.items():
            if isinstance(key, str):
                value = self.node(slot.value, slot.key_span, depth + 1)
                if not slot.sure:
                    said = value.said if isinstance(value, tree.Unknown) else key
                    value = tree.Unknown(value.span, said, optional=True)
                entries.append(tree.Entry(key, slot.key_span, value))
        return tree.Mapping(tuple(entries), span, state.whole and len(entries) == len(state.slots))

    def node(self, value: Value, span: Span, depth: int) -> tree.Node:
        """``value`` as a node; ``span`` is where it is used."""
        self._left -= 1
        if isinstance(value, tree.Scalar):
            return value
        if isinstance(value, Box) and depth < _DEEPEST and self._left > 0:
            members = self._machine.mapping(value)
            if members is not None:
                return self.mapping(members, value.span, depth)
            state = self._machine.listing(value)
            if state is not None and value.kind != "generator":
                return self._sequence(state, value.span, depth)
        return tree.Unknown(value.span if isinstance(value, Opaque | Box) else span, _said(value))

    def _sequence(self, state: ListState, span: Span, depth: int) -> tree.Sequence:
        return tree.Sequence(tuple(self.node(item, span, depth + 1) for item in state.items), span, state.whole)


def _said(value: Value) -> str:
    if isinstance(value, Opaque | ClientMethod | SdkMethod):
        return value.said
    if isinstance(value, Function):
        return value.name
    return value.node.name if isinstance(value, Class) else "..."
