"""The values of names: where code binds them, and what is known of them elsewhere."""

from __future__ import annotations

import ast
import builtins

from recolint.base.text import Span
from recolint.hosts.python.machine import Machine, Unit
from recolint.hosts.python.names import has_yield, names_of
from recolint.hosts.python.values import Box, Function, Imported, Opaque, Scope, Value
from recolint.hosts.tree import Scalar

BUILTINS = frozenset(dir(builtins))


def bind(machine: Machine, name: str, value: Value, scope: Scope) -> None:
    value = machine.settled(value)
    owner = _owner(name, scope)
    survey = machine.unit_of(scope).survey
    if owner is None or survey.blind or name in survey.reached:
        machine.escape(value)
    if owner is not None:
        machine.store.set((owner, name), value)
        if isinstance(value, Box):
            machine.bound.setdefault((owner, name), set()).update(box.site for box in machine.reachable(value))


def unbind(machine: Machine, name: str, scope: Scope) -> None:
    owner = _owner(name, scope)
    if owner is not None:
        machine.store.set((owner, name), None)


def _owner(name: str, scope: Scope) -> Scope | None:
    if scope.local is not None and (name in scope.declared_global or name in scope.declared_nonlocal):
        return None
    return scope


def lookup(machine: Machine, name: str, scope: Scope) -> Value | None:
    """The value of a name; ``None`` where it has none or may have several."""
    survey = machine.unit_of(scope).survey
    if survey.blind or name in survey.reached:
        return None
    current: Scope | None = scope
    while current is not None:
        visible = current is scope or current.kind != "class"
        if visible and (current.local is None or name in current.local):
            value: Value | None = machine.store.get((current, name))
            if value is not None or current.kind not in {"class", "module"}:
                return value if _steady(machine, name, current) else None
        current = current.parent
    if scope.module in machine.starred or name in survey.module.local or name not in BUILTINS:
        return None
    return Opaque(Span(0, 0), name, f"builtins.{name}")


def _steady(machine: Machine, name: str, scope: Scope) -> bool:
    if scope.era == machine.era or name in scope.single:
        return True
    others = machine.unit_of(scope).survey.module.local
    if scope.kind == "module" and scope.module not in machine.starred and name not in others:
        # One star import has bound it, and nothing else does.
        return True
    # Which of the values it is depends on when the function runs; it may change any of them.
    machine.found_smudged |= machine.bound.get((scope, name), set())
    return False


def forget(machine: Machine, name: str, scope: Scope) -> None:
    """Assume that unread code may bind ``name`` and change its value."""
    value: Value | None = machine.store.get((scope, name))
    if value is not None:
        machine.escape(value)
        span = value.span if isinstance(value, Scalar | Opaque | Box) else Span(0, 0)
        machine.store.set((scope, name), Opaque(span, name))


def overrun(machine: Machine) -> None:
    """Assume that unread code may bind any name of this module, including those of builtins."""
    machine.starred.add(machine.module)
    for key in machine.store.all_keys():
        if isinstance(key, tuple) and key[0].kind == "module" and key[0].module == machine.module:
            forget(machine, key[1], key[0])


def bind_all(machine: Machine, module: str, at: Span, scope: Scope) -> None:
    """Follow ``from module import *``. What it binds a second time is unknown."""
    unit = machine.hands.load(machine, module, at)
    names = _public(machine, unit) if unit is not None else None
    if unit is None or names is None:
        overrun(machine)
        return
    for name in names:
        before, new = machine.store.get((scope, name)), machine.store.get((unit.scope, name))
        if before is None:
            bind(machine, name, Imported(module, name, at), scope)
        elif not (isinstance(before, Imported) and isinstance(new, Imported) and before[:2] == new[:2]):
            forget(machine, name, scope)


def _public(machine: Machine, unit: Unit) -> list[str] | None:
    """The names that a star import of a module binds; ``None`` if they are not known."""
    survey = unit.survey
    starred = {key[1] for key in machine.store.all_keys() if isinstance(key, tuple) and key[0] is unit.scope}
    names = survey.module.local | survey.reached | starred
    if survey.blind or unit.scope.module in machine.starred or "__all__" in names:
        return None
    return sorted(name for name in names if not name.startswith("_"))


def lookup_in(machine: Machine, scope: Scope, name: str) -> Value | None:
    """The value of a name of another module."""
    survey = machine.unit_of(scope).survey
    value: Value | None = machine.store.get((scope, name))
    if value is None or survey.blind or name in survey.reached or not _steady(machine, name, scope):
        return None
    return value


def parameters(function: Function) -> list[ast.arg]:
    arguments = function.node.args
    rest = [one for one in (arguments.vararg, arguments.kwarg) if one]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *rest]


def is_generator(machine: Machine, function: Function) -> bool:
    node = function.node
    if node not in machine.generators:
        machine.generators[node] = has_yield(node)
    return machine.generators[node]


def function_scope(machine: Machine, function: Function) -> Scope:
    """A scope for one run of ``function``."""
    node = function.node
    names = machine.names.get(node)
    if names is None:
        body = [node.body] if isinstance(node, ast.Lambda) else node.body
        names = names_of(body, [parameter.arg for parameter in parameters(function)])
        machine.names[node] = names
    around = function.scope
    return Scope("function", around, machine.era, *names, module=around.module)
