"""Code that never runs, as far as syntax alone shows: what follows a ``return``, what is below ``if False:``."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from recolint.hosts.python.syntax import children

_EXITS = frozenset({"sys.exit", "os._exit", "os.abort", "exit", "quit"})
_TYPE_CHECKING = "TYPE_CHECKING"
"""The name that is true for type checkers alone."""


def constant_truth(node: ast.expr) -> bool | None:
    """Whether ``node`` is true, where its literals decide that; ``None`` elsewhere."""
    if isinstance(node, ast.Constant):
        return bool(node.value)
    if isinstance(node, ast.Name | ast.Attribute):
        return False if _TYPE_CHECKING in (getattr(node, "id", ""), getattr(node, "attr", "")) else None
    if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
        parts = node.keys if isinstance(node, ast.Dict) else node.elts
        return None if parts else False
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        operand = constant_truth(node.operand)
        return None if operand is None else not operand
    if isinstance(node, ast.BoolOp):
        decisive = isinstance(node.op, ast.Or)
        truths = [constant_truth(value) for value in node.values]
        return decisive if decisive in truths else None if None in truths else not decisive
    return None


def unreachable(statements: list[ast.stmt]) -> frozenset[ast.AST]:
    """The outermost statements and expressions in ``statements`` that never run."""
    found: set[ast.AST] = set()
    try:
        _completes(statements, found)
    except RecursionError:
        return frozenset()
    return frozenset(found)


def reachable(statements: list[ast.stmt], without: frozenset[ast.AST]) -> Iterator[ast.AST]:
    """All nodes in ``statements`` except those in ``without`` and below, looked for without recursion."""
    todo: list[ast.AST] = list(reversed(statements))
    while todo:
        node = todo.pop()
        if node not in without:
            yield node
            todo.extend(reversed(children(node)))


def _completes(statements: list[ast.stmt], found: set[ast.AST]) -> bool:
    """Whether the code behind ``statements`` may run; add to ``found`` what in them does not."""
    for number, statement in enumerate(statements):
        _expressions(statement, found)
        if not _COMPLETES.get(type(statement), _always)(statement, found):
            found.update(statements[number + 1 :])
            return False
    return True


def _expressions(statement: ast.stmt, found: set[ast.AST]) -> None:
    """Add the operands in ``statement`` that are never evaluated, and look into the functions in it."""
    todo = [child for child in children(statement) if not isinstance(child, ast.stmt)]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.IfExp) and (true := constant_truth(node.test)) is not None:
            found.add(node.orelse if true else node.body)
        elif isinstance(node, ast.BoolOp):
            truths = [constant_truth(value) for value in node.values]
            decisive = isinstance(node.op, ast.Or)
            found.update(node.values[truths.index(decisive) + 1 :] if decisive in truths else ())
        todo.extend(child for child in children(node) if not isinstance(child, ast.stmt))


def _always(statement: ast.stmt, found: set[ast.AST]) -> bool:
    """For statements with bodies that may end early, and for unknown ones: the code behind them may run."""
    for child in children(statement):
        if isinstance(child, ast.match_case):
            _completes(child.body, found)
    for name in ("body", "orelse"):
        _completes(getattr(statement, name, []), found)
    return True


def _never(statement: ast.stmt, found: set[ast.AST]) -> bool:
    del statement, found
    return False


def _expression(statement: ast.Expr, found: set[ast.AST]) -> bool:
    del found
    if not isinstance(statement.value, ast.Call):
        return True
    func = statement.value.func
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        return f"{func.value.id}.{func.attr}" not in _EXITS
    return not (isinstance(func, ast.Name) and func.id in _EXITS)


def _assert(statement: ast.Assert, found: set[ast.AST]) -> bool:
    del found
    return constant_truth(statement.test) is not False


def _if(statement: ast.If, found: set[ast.AST]) -> bool:
    true = constant_truth(statement.test)
    if true is None:
        return any([_completes(statement.body, found), _completes(statement.orelse, found)])
    found.update(statement.orelse if true else statement.body)
    return _completes(statement.body if true else statement.orelse, found)


def _for(statement: ast.For | ast.AsyncFor, found: set[ast.AST]) -> bool:
    if constant_truth(statement.iter) is False:
        found.update(statement.body)
        return _completes(statement.orelse, found)
    return _always(statement, found)


def _while(statement: ast.While, found: set[ast.AST]) -> bool:
    true = constant_truth(statement.test)
    if true is False:
        found.update(statement.body)
        return _completes(statement.orelse, found)
    _always(statement, found)
    return true is None or any(map(_breaks, statement.body))


def _breaks(statement: ast.AST) -> bool:
    """Whether ``statement`` leaves the loop around it."""
    if isinstance(statement, ast.For | ast.AsyncFor | ast.While):
        return any(map(_breaks, statement.orelse))
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.expr):
        return False
    return isinstance(statement, ast.Break) or any(map(_breaks, children(statement)))


def _try(statement: ast.Try | ast.TryStar, found: set[ast.AST]) -> bool:
    goes_on = _completes(statement.body, found)
    if not goes_on:
        found.update(statement.orelse)
    ends = [goes_on and _completes(statement.orelse, found)]
    ends += [_completes(handler.body, found) for handler in statement.handlers]
    return _completes(statement.finalbody, found) and any(ends)


_COMPLETES: dict[type[ast.stmt], Callable[..., bool]] = {
    ast.Return: _never,
    ast.Raise: _never,
    ast.Break: _never,
    ast.Continue: _never,
    ast.Expr: _expression,
    ast.Assert: _assert,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.Try: _try,
    ast.TryStar: _try,
}
