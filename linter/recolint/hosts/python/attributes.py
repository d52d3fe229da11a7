"""The value of ``x.name``, where ``x`` is a module, class, object or client."""

from __future__ import annotations

import ast

from recolint.hosts.python.bindings import function_scope, lookup_in, parameters
from recolint.hosts.python.machine import Machine
from recolint.hosts.python.values import (
    WILD,
    Arguments,
    Bound,
    Box,
    Class,
    ClientMethod,
    Frame,
    Function,
    Member,
    Module,
    ObjectState,
    Opaque,
    Parent,
    Scope,
    SdkMethod,
    Value,
)
from recolint.hosts.tree import HIDDEN_REGION

CREATE = "create_inference_recommendations_job"
RIGHT_SIZE = "right_size"


def attribute(machine: Machine, receiver: Value, node: ast.Attribute) -> Value:
    """The value of ``receiver.name``."""
    found = _own(machine, receiver, node.attr, node)
    if found is not None:
        return found
    region = receiver.region if isinstance(receiver, Opaque) else HIDDEN_REGION
    if node.attr == CREATE and not _is_mock(receiver, node.value):
        return ClientMethod(machine.tail(node, len(CREATE)), machine.said(node), region)
    if node.attr == RIGHT_SIZE and not _is_mock(receiver, node.value):
        of_sdk = isinstance(receiver, Opaque) and receiver.origin.startswith("sagemaker.")
        return SdkMethod(machine.tail(node, len(RIGHT_SIZE)), machine.said(node), of_sdk, region)
    machine.attributes_unseen.add(node.attr)
    if isinstance(receiver, Opaque):
        origin = f"{receiver.origin}.{node.attr}" if receiver.origin else ""
        return machine.opaque(node, origin, receiver.region)
    if not isinstance(receiver, Class | Module):
        machine.escape(receiver)
    return machine.opaque(node)


def _is_mock(receiver: Value, node: ast.expr) -> bool:
    last = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    origin = receiver.origin if isinstance(receiver, Opaque) else ""
    return "mock" in last.lower() or "mock" in origin.lower()


def _own(machine: Machine, receiver: Value, name: str, node: ast.AST) -> Value | None:
    """The attribute that the file itself sets on ``receiver``."""
    if isinstance(receiver, Module):
        unit = machine.units.get(receiver.name)
        patched = machine.unit.survey.stores[name] > 0 or _blind(machine)
        value = lookup_in(machine, unit.scope, name) if unit and not patched else None
        return machine.used(receiver.name, value, node) if value is not None else None
    if isinstance(receiver, Class):
        value = _class_member(machine, receiver, name)
        return _as_member(machine, receiver, value, name) if value is not None else None
    if isinstance(receiver, Box) and receiver.kind == "object":
        return _object_member(machine, receiver, name, node)
    if isinstance(receiver, Member):
        return receiver.value if name == "value" else None
    if isinstance(receiver, Parent):
        for base in receiver.of.lineage()[1:]:
            found = machine.store.get((base.scope, name))
            if isinstance(found, Function) and not _is_foreign(base):
                return _bound(machine, found, receiver.receiver, node)
    return None


def _as_member(machine: Machine, of: Class, value: Value, name: str) -> Value | None:
    if of.form == "enum":
        return Member(value) if not isinstance(value, Function) and not name.startswith("_") else None
    if isinstance(value, Function):
        return Bound(value, of) if value.form == "class" else value if value.form in {"plain", "static"} else None
    return None if _is_foreign(of) or of.node in machine.smudged else value


def _is_foreign(of: Class) -> bool:
    return any(one.form == "foreign" for one in of.lineage())


def _class_member(machine: Machine, of: Class, name: str) -> Value | None:
    """The value of ``name`` in the class or a base of it; ``None`` if that may change while the program runs."""
    for one in of.lineage():
        if one.scope.local is not None and name in one.scope.local:
            if one is not of and machine.unit.survey.stores[name]:
                # Code may have set the name on ``of`` itself since then.
                return None
            value: Value | None = machine.store.get((one.scope, name))
            steady = one.scope.era == machine.era or (
                name in one.scope.single and not machine.unit.survey.stores[name] and not _blind(machine)
            )
            return value if steady else None
        if one.form == "foreign":
            return None
    return None


def _blind(machine: Machine) -> bool:
    return machine.unit.survey.blind or machine.unit.survey.blind_attributes


def _object_member(machine: Machine, box: Box, name: str, node: ast.AST) -> Value | None:
    state = machine.state(box)
    if isinstance(state, ObjectState) and name in state.attributes:
        return state.attributes[name]
    of = box.owner
    if of is None or of.form == "enum":
        return None
    value = _class_member(machine, of, name)
    known = isinstance(state, ObjectState) and state.whole
    if not known and _overridden(machine, of, name):
        return None
    if isinstance(value, Function):
        return _bound(machine, value, box, node)
    if _is_foreign(of) or of.node in machine.smudged:
        return None
    if known:
        return value
    if _blind(machine):
        return None
    if value is not None:
        return value if of.form != "record" and not machine.unit.survey.stores[name] else None
    return _made(machine, of, name) if machine.unit.survey.stores[name] == 1 else None


def _overridden(machine: Machine, of: Class, name: str) -> bool:
    """Whether a class below ``of`` in this file binds ``name`` too."""
    return any(one.scope.local is not None and name in one.scope.local for one in machine.heirs.get(of, ()))


def _bound(machine: Machine, function: Function, receiver: Value, node: ast.AST) -> Value | None:
    if function.form == "static":
        return function
    if function.form == "class":
        owner = receiver.owner if isinstance(receiver, Box) else receiver
        return Bound(function, owner) if owner is not None else None
    if function.form == "property":
        return machine.call(Bound(function, receiver), Arguments(), node)
    return Bound(function, receiver)


def _made(machine: Machine, of: Class, name: str) -> Value | None:
    """The value that ``__init__`` sets for the attribute ``name``, whatever its arguments are."""
    if machine.era == 0:
        return None
    if of.node not in machine.made:
        machine.made[of.node] = None
        machine.made[of.node] = _make(machine, of)
    state = machine.made[of.node]
    return state.attributes.get(name) if state is not None else None


def _make(machine: Machine, of: Class) -> ObjectState | None:
    first = next((one for one in of.lineage() if machine.store.get((one.scope, "__init__")) is not None), None)
    function = machine.store.get((first.scope, "__init__")) if first else None
    if not isinstance(function, Function) or function.form != "plain" or isinstance(function.node, ast.Lambda):
        return None
    before = (machine.era, machine.born, machine.emitting, machine.frames, machine.loops, machine.module)
    machine.eras += 1
    machine.era, machine.born, machine.emitting = machine.eras, machine.clock, False
    machine.frames, machine.loops, machine.module = [], [], function.scope.module
    try:
        itself, scope = opened(machine, function)
        frame = Frame(function, machine.store.level - 1)
        machine.frames.append(frame)
        machine.execute(function.node.body, scope)
        state = machine.state(itself) if itself is not None else WILD
        if frame.returns or not isinstance(state, ObjectState):
            return None
        for value in state.attributes.values():
            for box in machine.reachable(value):
                # No method runs before the object is created.
                box.changed = 0
        return state
    finally:
        machine.era, machine.born, machine.emitting, machine.frames, machine.loops, machine.module = before


def opened(machine: Machine, function: Function) -> tuple[Box | None, Scope]:
    """A scope for ``function`` for an unknown caller, and its ``self``."""
    scope = function_scope(machine, function)
    itself: Box | None = None
    for index, parameter in enumerate(parameters(function)):
        value: Value = machine.opaque(parameter)
        if index == 0 and function.owner is not None and function.form in {"plain", "property", "decorated"}:
            itself = machine.box("object", function.node, ObjectState({}, whole=False), function.owner)
            value = itself
        elif index == 0 and function.owner is not None and function.form == "class":
            value = function.owner
        machine.store.set((scope, parameter.arg), value)
    return itself, scope
