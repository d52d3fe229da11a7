"""The changes by statements, and whether the code behind them runs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from recolint.hosts.python.bindings import bind, bind_all, forget, lookup, unbind
from recolint.hosts.python.branches import branch, go_on_with
from recolint.hosts.python.definitions import define_class, define_function
from recolint.hosts.python.guarded import run_try, run_with
from recolint.hosts.python.loops import run_for, run_while
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.methods import extend
from recolint.hosts.python.modules import relative
from recolint.hosts.python.operators import binary
from recolint.hosts.python.store import Changes
from recolint.hosts.python.structures import assign, delete_item, joined, set_attribute, set_item, subscript, truth
from recolint.hosts.python.values import Box, Imported, Opaque, Scope, Value
from recolint.hosts.tree import Scalar

_ENDS = {"sys.exit()", "os._exit()", "os.abort()", "builtins.exit()", "builtins.quit()"}


def execute(machine: Machine, statements: list[ast.stmt], scope: Scope) -> bool:
    """Follow ``statements``; false if the code behind them does not run."""
    for statement in statements:
        machine.budget.spend()
        if statement in machine.unreachable or not _KINDS[type(statement)](machine, statement, scope):
            return False
    return True


def _expression(machine: Machine, node: ast.Expr, scope: Scope) -> bool:
    value = machine.evaluate(node.value, scope)
    return not (isinstance(value, Opaque) and value.origin in _ENDS)


def _assignment(machine: Machine, node: ast.Assign, scope: Scope) -> bool:
    value = machine.evaluate(node.value, scope)
    for target in node.targets:
        assign(machine, target, value, scope)
    return True


def _annotated(machine: Machine, node: ast.AnnAssign, scope: Scope) -> bool:
    if node.value is not None:
        assign(machine, node.target, machine.evaluate(node.value, scope), scope)
    return True


def _augmented(machine: Machine, node: ast.AugAssign, scope: Scope) -> bool:
    target = node.target
    if isinstance(target, ast.Name):
        before = lookup(machine, target.id, scope)
        if isinstance(before, Imported):
            before = machine.resolve(before, target)
        value = _changed(machine, node, before, machine.evaluate(node.value, scope))
        bind(machine, target.id, value, scope)
        return True
    receiver = machine.evaluate(target.value, scope)
    if isinstance(target, ast.Attribute):
        loaded = ast.copy_location(ast.Attribute(target.value, target.attr, ast.Load()), target)
        value = _changed(machine, node, machine.evaluate(loaded, scope), machine.evaluate(node.value, scope))
        set_attribute(machine, receiver, target.attr, value)
        return True
    if isinstance(target.slice, ast.Slice):
        machine.escape(receiver, machine.evaluate(node.value, scope))
        return True
    key = machine.evaluate(target.slice, scope)
    value = _changed(machine, node, subscript(machine, target, receiver, key), machine.evaluate(node.value, scope))
    set_item(machine, receiver, key, value)
    return True


def _changed(machine: Machine, node: ast.AugAssign, before: Value | None, operand: Value) -> Value:
    """The value of a target after ``before op= operand``; lists and mappings change in place."""
    if isinstance(before, Box) and before.kind == "list" and isinstance(node.op, ast.Add):
        extend(machine, before, operand)
        return before
    members = machine.mapping(before)
    if isinstance(before, Box) and members is not None and isinstance(node.op, ast.BitOr):
        machine.change(before, joined(machine, members, operand))
        return before
    if before is None:
        machine.escape(operand)
        return machine.opaque(node.target)
    return binary(machine, node, node.op, before, operand)


def _delete(machine: Machine, node: ast.Delete, scope: Scope) -> bool:
    for target in node.targets:
        if isinstance(target, ast.Name):
            unbind(machine, target.id, scope)
        elif isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            receiver = machine.evaluate(target.value, scope)
            delete_item(machine, receiver, machine.evaluate(target.slice, scope))
        elif isinstance(target, ast.Subscript | ast.Attribute):
            machine.escape(machine.evaluate(target.value, scope))
        elif isinstance(target, ast.Tuple | ast.List):
            _delete(machine, ast.Delete(list(target.elts)), scope)
    return True


def _if(machine: Machine, node: ast.If, scope: Scope) -> bool:
    verdict = truth(machine, machine.evaluate(node.test, scope))
    if verdict is not None:
        return machine.execute(node.body if verdict else node.orelse, scope)
    parts = (node.body, node.orelse)
    return go_on_with(machine, [branch(machine, lambda part=part: machine.execute(part, scope)) for part in parts])  # type: ignore[misc]


def _return(machine: Machine, node: ast.Return, scope: Scope) -> bool:
    value = machine.evaluate(node.value, scope) if node.value else Scalar(None, machine.span(node))
    value = machine.settled(value)
    if machine.frames:
        frame = machine.frames[-1]
        frame.returns.append((value, machine.store.since(frame.level)))
        if machine.era and len(machine.frames) == 1:
            outer = {box.site for box in machine.reachable(value) if box.era != machine.era}
            machine.leaks.setdefault(frame.function.node, set()).update(outer)
    else:
        machine.escape(value)
    return False


def _raise(machine: Machine, node: ast.Raise, scope: Scope) -> bool:
    for part in (node.exc, node.cause):
        if part is not None:
            machine.escape(machine.evaluate(part, scope))
    return False


def _break(machine: Machine, node: ast.Break, scope: Scope) -> bool:
    del node, scope
    if machine.loops:
        machine.loops[-1].breaks.append(machine.store.since(machine.loops[-1].level))
    return False


def _continue(machine: Machine, node: ast.Continue, scope: Scope) -> bool:
    del node, scope
    if machine.loops:
        machine.loops[-1].continues.append(machine.store.since(machine.loops[-1].level))
    return False


def _import(machine: Machine, node: ast.Import, scope: Scope) -> bool:
    for alias in node.names:
        module = alias.name if alias.asname else alias.name.split(".")[0]
        bind(machine, alias.asname or module, Imported(module, "", machine.span(alias)), scope)
    return True


def _import_from(machine: Machine, node: ast.ImportFrom, scope: Scope) -> bool:
    module = node.module or ""
    if node.level:
        module = relative(machine.unit.program.folder, node.level, module)
    for alias in node.names:
        if alias.name == "*":
            bind_all(machine, module, machine.span(alias), scope)
        else:
            bind(machine, alias.asname or alias.name, Imported(module, alias.name, machine.span(alias)), scope)
    return True


def _assert(machine: Machine, node: ast.Assert, scope: Scope) -> bool:
    machine.evaluate(node.test, scope)
    return True


def _match(machine: Machine, node: ast.Match, scope: Scope) -> bool:
    subject = machine.evaluate(node.subject, scope)
    machine.escape(subject)
    branches: list[Changes | None] = []
    for case in node.cases:
        matches = _matches(machine, case.pattern, subject, scope)
        if matches is False:
            continue

        def run(case: ast.match_case = case) -> bool:
            for part in ast.walk(case.pattern):
                name = getattr(part, "name", None) or getattr(part, "rest", None)
                if isinstance(name, str):
                    bind(machine, name, machine.opaque(part), scope)
            if case.guard:
                machine.evaluate(case.guard, scope)
            return machine.execute(case.body, scope)

        branches.append(branch(machine, run))
        if matches and case.guard is None:
            return go_on_with(machine, branches)
    return go_on_with(machine, [{}, *branches])


def _matches(machine: Machine, pattern: ast.pattern, subject: Value, scope: Scope) -> bool | None:
    """Whether ``subject`` matches; ``None`` if that is unknown."""
    if isinstance(pattern, ast.MatchAs):
        return True if pattern.pattern is None else _matches(machine, pattern.pattern, subject, scope)
    if not isinstance(subject, Scalar):
        return None
    if isinstance(pattern, ast.MatchOr):
        found = [_matches(machine, one, subject, scope) for one in pattern.patterns]
        return True if True in found else None if None in found else False
    if isinstance(pattern, ast.MatchSingleton):
        return subject.value is pattern.value
    value = machine.evaluate(pattern.value, scope) if isinstance(pattern, ast.MatchValue) else None
    return subject.value == value.value if isinstance(value, Scalar) else None


def _nothing(machine: Machine, node: ast.stmt, scope: Scope) -> bool:
    del machine, node, scope
    return True


def _other(machine: Machine, node: ast.stmt, scope: Scope) -> bool:
    """A statement that this reader does not know: it may bind and change what it names."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            forget(machine, part.id, scope)
    return True


class _Kinds(dict[type[ast.stmt], Callable[[Machine, Any, Scope], bool]]):
    def __missing__(self, kind: type[ast.stmt]) -> Callable[[Machine, Any, Scope], bool]:
        return _other


_KINDS = _Kinds(
    {
        ast.Expr: _expression,
        ast.Assign: _assignment,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augmented,
        ast.Delete: _delete,
        ast.If: _if,
        ast.For: run_for,
        ast.AsyncFor: run_for,
        ast.While: run_while,
        ast.Try: run_try,
        ast.TryStar: run_try,
        ast.With: run_with,
        ast.AsyncWith: run_with,
        ast.FunctionDef: define_function,
        ast.AsyncFunctionDef: define_function,
        ast.ClassDef: define_class,
        ast.Return: _return,
        ast.Raise: _raise,
        ast.Break: _break,
        ast.Continue: _continue,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.Assert: _assert,
        ast.Match: _match,
        ast.Global: _nothing,
        ast.Nonlocal: _nothing,
        ast.Pass: _nothing,
    }
)
