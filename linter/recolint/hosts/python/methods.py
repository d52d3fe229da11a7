"""Methods of texts, lists and mappings."""

from __future__ import annotations

import ast
from collections.abc import Callable

from recolint.hosts.python import texts
from recolint.hosts.python.copies import from_plain
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.structures import (
    extended,
    is_key,
    item_at,
    items_of,
    joined,
    merged_into,
    put,
    set_item,
    without,
)
from recolint.hosts.python.values import OPEN_LIST, OPEN_MAP, Arguments, Box, ListState, MapState, Value
from recolint.hosts.tree import Scalar


def method(machine: Machine, receiver: Value, name: str, arguments: Arguments, node: ast.Call) -> Value:
    """The result and the changes of ``receiver.name(...)``, for a scalar, list, tuple or mapping."""
    if isinstance(receiver, Scalar):
        return _of_text(machine, receiver, name, arguments, node)
    if not isinstance(receiver, Box):
        return machine.opaque(node)
    methods = _MAPPING if receiver.kind == "mapping" else _LIST if receiver.kind == "list" else _TUPLE
    known = methods.get(name)
    if known is not None and (arguments.whole or known is _update):
        value = known(machine, receiver, arguments, node)
        if value is not None:
            return value
    machine.escape(receiver, *arguments.values())
    return machine.opaque(node)


def _of_text(machine: Machine, receiver: Scalar, name: str, arguments: Arguments, node: ast.Call) -> Value:
    text = receiver.value
    if not isinstance(text, str) or not arguments.whole:
        machine.escape(*arguments.values())
        return machine.opaque(node)
    if name == "join":
        items = items_of(machine, arguments.positional[0]) if len(arguments.positional) == 1 else None
        words = [item.value for item in items or () if isinstance(item, Scalar) and isinstance(item.value, str)]
        if items is None or len(words) != len(items):
            return machine.opaque(node)
        machine.budget.spend(sum(map(len, words)) // 256)
        return machine.scalar(text.join(words), node)
    plain = [value.value for value in arguments.positional if isinstance(value, Scalar)]
    named = {
        key: slot.value.value
        for key, slot in arguments.keywords.items()
        if slot.sure and isinstance(slot.value, Scalar)
    }
    if len(plain) + len(named) != len(arguments.values()):
        machine.escape(*arguments.values())
        return machine.opaque(node)
    if name == "format":
        filled = texts.filled(text, plain, named)
        return machine.opaque(node) if filled is None else machine.scalar(filled, node)
    try:
        result = texts.method(text, name, plain, named)
    except LookupError:
        return machine.opaque(node)
    return (
        from_plain(machine, result, node, machine.span(node))
        if not isinstance(result, str)
        else machine.scalar(result, node)
    )


def _key(arguments: Arguments) -> Scalar | None:
    key = arguments.positional[0] if arguments.positional else None
    return key if isinstance(key, Scalar) and is_key(key) and not arguments.keywords else None


def _none(machine: Machine, node: ast.Call) -> Value:
    return Scalar(None, machine.span(node))


def _members(machine: Machine, box: Box) -> MapState:
    return machine.mapping(box) or OPEN_MAP


def _get(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    key, members = _key(arguments), _members(machine, box)
    default = arguments.positional[1] if len(arguments.positional) > 1 else _none(machine, node)
    if key is None:
        return None
    slot = members.slots.get(key.value)
    if slot is None:
        return default if members.whole else _either(machine, node, default)
    return slot.value if slot.sure else _either(machine, node, default, slot.value)


def _either(machine: Machine, node: ast.Call, *values: Value) -> Value:
    machine.escape(*values)
    return machine.opaque(node)


def _setdefault(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    key, members = _key(arguments), _members(machine, box)
    default = arguments.positional[1] if len(arguments.positional) > 1 else _none(machine, node)
    if key is None:
        return None
    slot = members.slots.get(key.value)
    if slot is not None and slot.sure:
        return slot.value
    if slot is None and members.whole:
        machine.change(box, put(machine, members, key, default))
        return default
    value = _either(machine, node, default, *([slot.value] if slot else []))
    machine.change(box, put(machine, members, key, value))
    return value


def _update(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    state = _members(machine, box)
    for other in arguments.positional:
        state = joined(machine, state, other)
    machine.change(box, merged_into(machine, state, MapState(dict(arguments.keywords), arguments.whole)))
    return _none(machine, node)


def _pop_member(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    key, members = _key(arguments), _members(machine, box)
    if key is None:
        return None
    value = _get(machine, box, arguments, node)
    machine.change(box, without(members, key.value))
    return value


def _clear(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    del arguments
    machine.change(box, MapState({}) if box.kind == "mapping" else ListState(()))
    return _none(machine, node)


def _copy(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    del arguments
    return machine.box(box.kind, node, machine.state(box))


def _views(part: str) -> Callable[[Machine, Box, Arguments, ast.Call], Value | None]:
    def view(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
        del arguments
        members = _members(machine, box)
        whole = members.whole and all(slot.sure for slot in members.slots.values())
        if not whole:
            return None
        items: list[Value] = []
        for key, slot in members.slots.items():
            pair: tuple[Value, Value] = (Scalar(key, slot.key_span), slot.value)
            items.append(machine.box("tuple", node, ListState(pair)) if part == "items" else pair[part == "values"])
        made = machine.box("generator", node, ListState(tuple(items)))
        made.basis = (box,)
        return made

    return view


def _listing(machine: Machine, box: Box) -> ListState:
    return machine.listing(box) or OPEN_LIST


def _append(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    if len(arguments.positional) != 1:
        return None
    machine.change(box, extended(machine, _listing(machine, box), arguments.positional, whole=True))
    return _none(machine, node)


def _extend(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    if len(arguments.positional) != 1:
        return None
    extend(machine, box, arguments.positional[0])
    return _none(machine, node)


def extend(machine: Machine, box: Box, more: Value) -> None:
    """Follow ``box += more`` of a list."""
    items = items_of(machine, more)
    if items is None:
        machine.escape(more)
    machine.change(box, extended(machine, _listing(machine, box), tuple(items or ()), whole=items is not None))


def _insert(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    state = _listing(machine, box)
    at = arguments.positional[0] if len(arguments.positional) == 2 else None
    if not (isinstance(at, Scalar) and isinstance(at.value, int) and state.whole):
        return None
    items = list(state.items)
    items.insert(at.value, machine.settled(arguments.positional[1]))
    machine.change(box, ListState(tuple(items)))
    return _none(machine, node)


def _pop_item(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    state = _listing(machine, box)
    last: Value = Scalar(-1, machine.span(node))
    at = item_at(state, arguments.positional[0] if arguments.positional else last)
    if at is None:
        return None
    machine.change(box, ListState((*state.items[:at], *state.items[at + 1 :]), state.whole))
    return state.items[at]


def _reverse(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    del arguments
    state = _listing(machine, box)
    if not state.whole:
        return None
    machine.change(box, ListState(state.items[::-1]))
    return _none(machine, node)


def _harmless(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    del box, arguments
    return machine.opaque(node)


def _set(machine: Machine, box: Box, arguments: Arguments, node: ast.Call) -> Value | None:
    if len(arguments.positional) != 2:
        return None
    set_item(machine, box, *arguments.positional)
    return _none(machine, node)


_Methods = dict[str, Callable[[Machine, Box, Arguments, ast.Call], Value | None]]
_MAPPING: _Methods = {
    "get": _get,
    "setdefault": _setdefault,
    "update": _update,
    "pop": _pop_member,
    "clear": _clear,
    "copy": _copy,
    "keys": _views("keys"),
    "values": _views("values"),
    "items": _views("items"),
    "__setitem__": _set,
}
_LIST: _Methods = {
    "append": _append,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop_item,
    "clear": _clear,
    "copy": _copy,
    "reverse": _reverse,
    "index": _harmless,
    "count": _harmless,
    "__setitem__": _set,
}
_TUPLE: _Methods = {"index": _harmless, "count": _harmless}
