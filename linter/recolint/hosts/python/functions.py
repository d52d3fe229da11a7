"""Definitions of functions."""

from __future__ import annotations

import ast

from recolint.hosts.python.machine import Machine
from recolint.hosts.python.values import Function, Scope, Value


def new_function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, scope: Scope) -> Function:
    """The function that ``node`` defines; it is read on its own later, unless a call of it is followed."""
    arguments = node.args
    defaults: dict[str, Value] = {}
    positional = [*arguments.posonlyargs, *arguments.args]
    for parameter, default in zip(reversed(positional), reversed(arguments.defaults), strict=False):
        defaults[parameter.arg] = machine.evaluate(default, scope)
    for parameter, given in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if given is not None:
            defaults[parameter.arg] = machine.evaluate(given, scope)
    machine.clock += 1
    function = Function(node, scope, defaults, machine.clock)
    if machine.emitting:
        machine.roots[node] = function
    return function
