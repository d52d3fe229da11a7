"""Definitions of functions, of classes and of their methods."""

from __future__ import annotations

import ast
from typing import Literal

from recolint.hosts.python.bindings import bind
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.names import names_of
from recolint.hosts.python.values import Class, Function, Opaque, Scope, Value

_FORMS: dict[str, Literal["plain", "static", "class", "property"]] = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "abc.abstractmethod": "plain",
    "typing.override": "plain",
}
_DATACLASS = {"dataclasses.dataclass", "dataclasses.dataclass()"}
_PLAIN_BASES = {"builtins.object", "abc.ABC", "typing.Protocol", "typing.Generic", "typing.Generic[]"}
_ENUMS = {"enum.Enum", "enum.StrEnum", "enum.IntEnum"}
_TAKES_OVER = {"__getattribute__", "__getattr__", "__setattr__", "__new__", "__init_subclass__"}
"""Methods that change how attributes are read and set, or how objects and subclasses are created."""


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


def define_function(machine: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> bool:
    """Follow a ``def``."""
    function = new_function(machine, node, scope)
    for decorator in node.decorator_list:
        value = machine.evaluate(decorator, scope)
        origin = value.origin if isinstance(value, Opaque) else ""
        function.form = _FORMS.get(origin, "decorated") if function.form == "plain" else "decorated"
    if function.form == "decorated":
        machine.called_unseen.add(node)
    bind(machine, node.name, function, scope)
    return True


def define_class(machine: Machine, node: ast.ClassDef, scope: Scope) -> bool:
    """Follow a ``class``."""
    names = names_of(node.body)
    inner = Scope("class", scope, machine.era, *names, module=scope.module)
    bases = [machine.evaluate(base, scope) for base in node.bases]
    own = tuple(base for base in bases if isinstance(base, Class))
    of = Class(node, inner, own, "plain")
    of.form = _form(machine, of, bases, scope)
    for base in of.lineage()[1:]:
        machine.heirs.setdefault(base, []).append(of)
    machine.execute(node.body, inner)
    for name in names.local:
        member = machine.store.get((inner, name))
        if isinstance(member, Function) and member.scope is inner:
            member.owner = of
    bind(machine, node.name, of, scope)
    return True


def _form(
    machine: Machine, of: Class, bases: list[Value], scope: Scope
) -> Literal["plain", "record", "enum", "foreign"]:
    origins = [base.origin for base in bases if isinstance(base, Opaque)]
    decorators = [machine.evaluate(decorator, scope) for decorator in of.node.decorator_list]
    records = [isinstance(one, Opaque) and one.origin in _DATACLASS for one in decorators]
    local = of.scope.local or frozenset()
    if of.node.keywords or not all(records) or len(origins) + len(of.bases) < len(bases) or local & _TAKES_OVER:
        return "foreign"
    if any(origin in _ENUMS for origin in origins):
        return (
            "enum"
            if all(origin in _ENUMS or origin in {"builtins.str", "builtins.int"} for origin in origins)
            else "foreign"
        )
    if origins == ["typing.NamedTuple"] and not records:
        return "record"
    if any(origin not in _PLAIN_BASES for origin in origins) or any(base.form == "enum" for base in of.bases):
        return "foreign"
    return "record" if records or any(base.form == "record" for base in of.bases) else "plain"
