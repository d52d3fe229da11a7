"""Statements that others guard: ``try`` and ``with``."""

from __future__ import annotations

import ast
from typing import Any

from recolint.hosts.python.bindings import bind
from recolint.hosts.python.branches import branch, go_on_with, merge_changes, merge_history
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.store import Changes
from recolint.hosts.python.structures import assign
from recolint.hosts.python.values import Opaque, Scope

_SWALLOWS = {"suppress", "raises", "assertRaises", "assertRaisesRegex", "assertLogs", "assertWarns", "warns"}
_EXPECTS_REFUSAL = {"raises", "assertRaises", "assertRaisesRegex"}


def run_try(machine: Machine, node: Any, scope: Scope) -> bool:
    """Follow ``try``: each of its handlers may run, after any of the statements before."""
    return _guarded(machine, node.body, node.handlers, scope, orelse=node.orelse, finalbody=node.finalbody)


def _guarded(
    machine: Machine,
    body: list[ast.stmt],
    handlers: list[ast.ExceptHandler],
    scope: Scope,
    *,
    orelse: list[ast.stmt],
    finalbody: list[ast.stmt],
) -> bool:
    if not finalbody:
        return _handled(machine, body, handlers, orelse, scope)
    before = _exits(machine)
    history = machine.store.watch()
    changes = branch(machine, lambda: _handled(machine, body, handlers, orelse, scope))
    machine.store.unwatch(history)
    # It runs wherever the code before it was left; only one of these ways leads on.
    machine.store.push()
    merge_history(machine, history)
    machine.execute(finalbody, scope)
    _extend_exits(before, _exits(machine), machine.store.pop())
    if changes is None:
        return False
    merge_changes(machine, [changes])
    emitting, machine.emitting = machine.emitting, False
    goes_on = machine.execute(finalbody, scope)
    machine.emitting = emitting
    return goes_on


def _exits(machine: Machine) -> list[Changes]:
    """The changes so far where the code left the function or the loop around it."""
    returns = [changes for _, changes in machine.frames[-1].returns] if machine.frames else []
    loop = machine.loops[-1] if machine.loops else None
    return [*returns, *(loop.breaks if loop else ()), *(loop.continues if loop else ())]


def _extend_exits(before: list[Changes], after: list[Changes], last: Changes) -> None:
    """Add what ``finally`` changed on the way out."""
    old = {id(changes) for changes in before}
    for changes in after:
        if id(changes) not in old:
            changes.update(last)


def _handled(
    machine: Machine,
    body: list[ast.stmt],
    handlers: list[ast.ExceptHandler],
    orelse: list[ast.stmt],
    scope: Scope,
) -> bool:
    history = machine.store.watch()
    first = branch(machine, lambda: machine.execute(body, scope))
    machine.store.unwatch(history)
    branches: list[Changes | None] = []
    if first is not None:
        changes = first
        branches.append(branch(machine, lambda: _resumed(machine, changes, orelse, scope)))
    for handler in handlers:

        def handle(handler: ast.ExceptHandler = handler) -> bool:
            merge_history(machine, history)
            if handler.name:
                bind(machine, handler.name, machine.opaque(handler), scope)
            return machine.execute(handler.body, scope)

        branches.append(branch(machine, handle))
    return go_on_with(machine, branches)


def _resumed(machine: Machine, changes: Changes, orelse: list[ast.stmt], scope: Scope) -> bool:
    merge_changes(machine, [changes])
    return machine.execute(orelse, scope)


def run_with(machine: Machine, node: ast.With | ast.AsyncWith, scope: Scope) -> bool:
    """Follow ``with``: some context managers swallow what the statements raise."""
    names = set()
    for item in node.items:
        call = item.context_expr
        func = call.func if isinstance(call, ast.Call) else call
        names.add(func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else "")
        value = machine.evaluate(call, scope)
        if item.optional_vars is not None:
            inside = value if isinstance(value, Opaque) else machine.opaque(call)
            if inside is not value:
                machine.escape(value)
            assign(machine, item.optional_vars, inside, scope)
    muted, machine.muted = machine.muted, machine.muted or bool(names & _EXPECTS_REFUSAL)
    try:
        if names & _SWALLOWS:
            handler = ast.ExceptHandler(None, None, [])
            return _guarded(machine, node.body, [handler], scope, orelse=[], finalbody=[])
        return machine.execute(node.body, scope)
    finally:
        machine.muted = muted
