"""The result and the changes of a call: of functions and classes of the file, and of a few of the library.

Above 300 lines since a call of a class runs its ``__init__``, which is a call again.
"""

from __future__ import annotations

import ast

from recolint.hosts.python import library, methods, regions, right_size, sending
from recolint.hosts.python.attributes import CREATE, RIGHT_SIZE, attribute
from recolint.hosts.python.bindings import bind, function_scope, is_generator, lookup, lookup_in, parameters
from recolint.hosts.python.branches import merge, merge_changes, unsure
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.modules import inner
from recolint.hosts.python.structures import items_of
from recolint.hosts.python.values import (
    Arguments,
    Bound,
    Box,
    Class,
    ClientMethod,
    Frame,
    Function,
    Imported,
    ListState,
    MapState,
    Module,
    ObjectState,
    Opaque,
    Parent,
    Partial,
    Scope,
    SdkMethod,
    Slot,
    Value,
)
from recolint.hosts.tree import Scalar

_MAX_DEPTH = 8
_RUNNERS = {"asyncio.run", "anyio.run", "trio.run"}


def evaluate_call(machine: Machine, node: ast.Call, scope: Scope, *, awaited: bool = False) -> Value:
    """The value of a call, and what it changes."""
    func = node.func
    if isinstance(func, ast.Name) and func.id == "super" and not node.args:
        return _parent(machine, node, scope)
    if isinstance(func, ast.Attribute):
        if func.attr in {CREATE, RIGHT_SIZE}:
            sending.reach(machine, node)
        receiver = machine.evaluate(func.value, scope)
        if isinstance(receiver, Scalar) or (isinstance(receiver, Box) and receiver.kind != "object"):
            arguments = evaluate_arguments(machine, node, scope)
            return methods.method(machine, receiver, func.attr, arguments, node)
        callee = attribute(machine, receiver, func)
        if isinstance(callee, Imported):
            callee = machine.resolve(callee, func)
        if isinstance(callee, Opaque):
            machine.methods_called_unseen.add(func.attr)
    else:
        callee = machine.evaluate(func, scope)
    if _runs(callee, func) and node.args and isinstance(node.args[0], ast.Call):
        return evaluate_call(machine, node.args[0], scope, awaited=True)
    arguments = evaluate_arguments(machine, node, scope)
    if awaited and isinstance(callee, Function | Bound):
        return _followed(machine, callee, arguments, node, awaited=True)
    return machine.call(callee, arguments, node)


def _runs(callee: Value, func: ast.expr) -> bool:
    if isinstance(callee, Opaque) and callee.origin in _RUNNERS:
        return True
    return isinstance(func, ast.Attribute) and func.attr == "run_until_complete" and isinstance(callee, Opaque)


def _parent(machine: Machine, node: ast.Call, scope: Scope) -> Value:
    function = machine.frames[-1].function if machine.frames else None
    own = parameters(function) if function else []
    if function is None or function.owner is None or not own:
        return machine.opaque(node)
    receiver = lookup(machine, own[0].arg, scope)
    return Parent(function.owner, receiver) if receiver is not None else machine.opaque(node)


def evaluate_arguments(machine: Machine, node: ast.Call, scope: Scope) -> Arguments:
    """The arguments of a call."""
    positional: list[Value] = []
    keywords: dict[str, Slot] = {}
    whole = True
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            items = items_of(machine, machine.evaluate(argument.value, scope))
        else:
            items = [machine.evaluate(argument, scope)]
        whole = whole and items is not None
        if whole:
            positional.extend(items or ())
        else:
            # Which parameters these are depends on how many are before them.
            machine.escape(*(items or ()))
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value, scope)
        if keyword.arg is not None:
            name_span = machine.unit.program.head(keyword, len(keyword.arg))
            _add(machine, keywords, keyword.arg, Slot(name_span, value))
            continue
        members = machine.mapping(value)
        if members is None:
            machine.escape(value)
            whole = False
            continue
        whole = whole and members.whole and all(isinstance(key, str) for key in members.slots)
        for key, slot in members.slots.items():
            if isinstance(key, str):
                _add(machine, keywords, key, slot)
    return Arguments(tuple(positional), keywords, whole)


def _add(machine: Machine, keywords: dict[str, Slot], name: str, slot: Slot) -> None:
    """Add a keyword. Python refuses one that comes twice, so of two that may be missing at most one is there."""
    before = keywords.get(name)
    if before is None or (slot.sure and not before.sure):
        keywords[name] = slot
    elif slot.sure is before.sure:
        keywords[name] = Slot(slot.key_span, merge(machine, before.value, slot.value), slot.sure)


def call(machine: Machine, callee: Value, arguments: Arguments, node: ast.AST) -> Value:
    """The result of a call of ``callee``. For an imported name, the value of that name."""
    if isinstance(callee, Imported):
        return _imported(machine, callee, node)
    if isinstance(callee, ClientMethod):
        return sending.sent(machine, callee, arguments, node)
    if isinstance(callee, SdkMethod):
        return right_size.sent(machine, callee, arguments, node)
    if isinstance(callee, Function | Bound):
        return _followed(machine, callee, arguments, node, awaited=False)
    if isinstance(callee, Class):
        return _instance(machine, callee, arguments, node)
    if isinstance(callee, Partial):
        keywords = {**callee.keywords, **arguments.keywords}
        # What follows an unknown number of arguments may be any of them.
        more = arguments.positional if callee.whole else ()
        machine.escape(*(() if callee.whole else arguments.positional))
        whole = callee.whole and arguments.whole
        return machine.call(callee.callee, Arguments((*callee.positional, *more), keywords, whole), node)
    if isinstance(callee, Opaque):
        return library.known(machine, callee, arguments, node)
    machine.escape(callee, *arguments.values())
    return machine.opaque(node)


def _imported(machine: Machine, imported: Imported, node: ast.AST) -> Value:
    unit = machine.hands.load(machine, imported.module, imported.span)
    if not imported.name:
        return (
            Module(imported.module)
            if unit
            else machine.opaque(node, imported.module, regions.of_import(imported.module))
        )
    if unit is not None:
        value = lookup_in(machine, unit.scope, imported.name)
        if isinstance(value, Imported):
            return machine.call(value, Arguments(), node)
        if value is not None:
            return value
    name = inner(imported.module, imported.name)
    if machine.hands.load(machine, name, imported.span) is not None:
        return Module(name)
    return machine.opaque(node, name, regions.of_import(name))


def _followed(
    machine: Machine, callee: Function | Bound, arguments: Arguments, node: ast.AST, *, awaited: bool
) -> Value:
    if isinstance(callee, Bound):
        function = callee.function
        arguments = arguments._replace(positional=(callee.receiver, *arguments.positional))
    else:
        function = callee
    waits = isinstance(function.node, ast.AsyncFunctionDef) and not awaited
    nested = len(machine.frames) >= _MAX_DEPTH or any(frame.function.node is function.node for frame in machine.frames)
    if function.form == "decorated" or waits or nested or is_generator(machine, function):
        machine.escape(function, *arguments.values())
        return machine.opaque(node)
    return inline(machine, function, arguments, node)


def inline(machine: Machine, function: Function, arguments: Arguments, node: ast.AST) -> Value:
    """Follow a call of a function of the file with what it is called with."""
    scope = function_scope(machine, function)
    level = machine.store.level
    emitting, loops, module = machine.emitting, machine.loops, machine.module
    machine.emitting = emitting and _only_use(machine, function)
    if machine.emitting:
        machine.inlined.add(function.node)
    machine.store.push()
    frame = Frame(function, level)
    _pass(machine, function, arguments, scope)
    machine.frames.append(frame)
    machine.loops, machine.module = [], function.scope.module
    try:
        if isinstance(function.node, ast.Lambda):
            frame.returns.append((machine.evaluate(function.node.body, scope), machine.store.since(level)))
        elif machine.execute(function.node.body, scope):
            frame.returns.append((Scalar(None, machine.span(function.node)), machine.store.since(level)))
    finally:
        machine.frames.pop()
        machine.emitting, machine.loops, machine.module = emitting, loops, module
        machine.store.drop(level)
    if not frame.returns:
        return machine.opaque(node)
    merge_changes(machine, [changes for _, changes in frame.returns])
    value = frame.returns[0][0]
    for other, _ in frame.returns[1:]:
        value = merge(machine, value, other)
    return machine.opaque(node, value.origin, value.region) if isinstance(value, Opaque) else value


def _only_use(machine: Machine, function: Function) -> bool:
    """Whether this call is the only way to run ``function`` that the file shows."""
    if isinstance(function.node, ast.Lambda) or function.scope.module != "__main__":
        return False
    survey = machine.unit.survey
    name = function.name
    if function.owner is not None and name in {"__init__", "__post_init__"}:
        name = function.owner.node.name
    return survey.uses[name] == 1 and survey.calls[name] == 1


def _pass(machine: Machine, function: Function, arguments: Arguments, scope: Scope) -> None:
    """Bind the parameters of ``function`` to what a call passes."""
    spec = function.node.args
    plain = [*spec.posonlyargs, *spec.args]
    given = dict(arguments.keywords)
    values: dict[str, Value] = {}
    for parameter, value in zip(plain, arguments.positional, strict=False):
        values[parameter.arg] = value
    for parameter in (*plain, *spec.kwonlyargs):
        slot = given.pop(parameter.arg, None)
        if slot is not None and (parameter.arg in values or not slot.sure):
            values[parameter.arg] = unsure(machine, slot.value)
        elif slot is not None:
            values[parameter.arg] = slot.value
        elif parameter.arg not in values:
            values[parameter.arg] = _default(machine, function, parameter, whole=arguments.whole)
    if spec.vararg:
        rest = arguments.positional[len(plain) :]
        values[spec.vararg.arg] = machine.box("tuple", spec.vararg, ListState(rest, arguments.whole))
    if spec.kwarg:
        values[spec.kwarg.arg] = machine.box("mapping", spec.kwarg, MapState(given, arguments.whole))
    for name, value in values.items():
        bind(machine, name, value, scope)


def _default(machine: Machine, function: Function, parameter: ast.arg, *, whole: bool) -> Value:
    value = function.defaults.get(parameter.arg)
    # A list or mapping as a default is one for all calls.
    if value is None or isinstance(value, Box) or not whole:
        machine.escape(value)
        return machine.opaque(parameter)
    return value


def _instance(machine: Machine, of: Class, arguments: Arguments, node: ast.AST) -> Value:
    if of.form == "enum" or any(one.form == "foreign" for one in of.lineage()) or of.node in machine.smudged:
        machine.methods_called_unseen.add("__init__")
        machine.escape(*arguments.values())
        return machine.opaque(node)
    box = machine.box("object", node, ObjectState({}), of)
    if of.form == "record":
        _fill(machine, of, box, arguments)
        maker = "__post_init__"
        arguments = Arguments()
    else:
        maker = "__init__"
    found = next((value for one in of.lineage() if (value := machine.store.get((one.scope, maker))) is not None), None)
    if isinstance(found, Function):
        machine.call(Bound(found, box), arguments, node)
    else:
        machine.escape(*arguments.values())
    return box


def _fill(machine: Machine, of: Class, box: Box, arguments: Arguments) -> None:
    """Set the fields of a record."""
    attributes: dict[str, Value] = {}
    given = list(arguments.positional)
    module, machine.module = machine.module, of.scope.module
    for name, field in of.fields().items():
        slot = arguments.keywords.get(name)
        if given:
            value = machine.settled(given.pop(0))
            attributes[name] = value if slot is None else unsure(machine, value)
        elif slot is not None:
            attributes[name] = machine.settled(slot.value) if slot.sure else unsure(machine, slot.value)
        elif arguments.whole:
            attributes[name] = _field_default(machine, of, name, field)
        else:
            attributes[name] = machine.opaque(field)
    machine.module = module
    machine.store.set(box, ObjectState(attributes))


def _field_default(machine: Machine, of: Class, name: str, field: ast.AnnAssign) -> Value:
    made = field.value
    if isinstance(made, ast.Call) and ast.unparse(made.func).split(".")[-1] == "field":
        for keyword in made.keywords:
            if keyword.arg == "default":
                return machine.evaluate(keyword.value, of.scope)
            if keyword.arg == "default_factory":
                factory = machine.evaluate(keyword.value, of.scope)
                return machine.call(factory, Arguments(), keyword.value)
        return machine.opaque(field)
    owner = next((one for one in of.lineage() if machine.store.get((one.scope, name)) is not None), None)
    value: Value | None = machine.store.get((owner.scope, name)) if owner else None
    return machine.opaque(field) if value is None else value
