"""Following a program until nothing new is learned, and the requests that it sends."""

from __future__ import annotations

import ast
from typing import Any

from recolint.base.text import Span
from recolint.hosts.python.attributes import CREATE, RIGHT_SIZE, opened
from recolint.hosts.python.bindings import forget, overrun
from recolint.hosts.python.calls import call
from recolint.hosts.python.expressions import evaluate
from recolint.hosts.python.machine import Budget, ExhaustedError, Hands, Machine, Unit
from recolint.hosts.python.modules import Modules
from recolint.hosts.python.program import Program
from recolint.hosts.python.regions import in_environment
from recolint.hosts.python.statements import execute
from recolint.hosts.python.unreachable import reachable
from recolint.hosts.python.values import Frame, Function, Scope
from recolint.hosts.tree import HIDDEN_REGION, HostRequest, Mapping

_PASSES = 6
_STEPS_OF_CALL = 5_000
_EVERYTHING = frozenset[str]()


def requests_of(program: Program, modules: Modules) -> list[HostRequest]:
    """The requests that ``program`` sends, in order of place, without repetitions; it may import ``modules``."""
    calls = _calls(program)
    if not calls:
        return []
    found = _follow(program, modules)
    requests, reached = found if found is not None else ([], set())
    for node in calls:
        if node not in reached:
            requests.extend(_alone(program, node))
    requests = in_environment(requests, program.statements)
    # A loop that tries again sends the same request.
    return sorted(dict.fromkeys(requests), key=lambda request: request.span)


def _calls(program: Program) -> list[ast.Call]:
    """The calls that may send a request and may run."""
    found: list[ast.Call] = []
    mentioned = False
    for node in reachable(program.statements, program.unreachable):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {CREATE, RIGHT_SIZE}
        ):
            found.append(node)
        elif (isinstance(node, ast.Attribute) and node.attr == CREATE) or (
            isinstance(node, ast.Constant) and node.value == CREATE
        ):
            mentioned = True
    return found or ([_NO_CALL] if mentioned else [])


_NO_CALL = ast.Call(ast.Name("_", ast.Load()), [], [])


def _follow(program: Program, modules: Modules) -> tuple[list[HostRequest], set[ast.AST]] | None:
    """The requests, and the calls that were read; ``None`` if the code is too much to follow."""
    budget = Budget()
    smudged: frozenset[Any] = frozenset()
    try:
        looked = program.survey
        for _ in range(_PASSES):
            machine = Machine(_hands(modules), budget, smudged)
            machine.unreachable |= program.unreachable
            _run(machine, Unit(program, looked, Scope("module", None, 0, None, looked.module.single)))
            if machine.found_smudged <= smudged:
                return machine.requests, machine.reached
            smudged |= machine.found_smudged
    except (ExhaustedError, RecursionError):
        return None
    return None


def _hands(modules: Modules) -> Hands:
    def load(machine: Machine, name: str, at: Span) -> Unit | None:
        if name not in machine.units:
            machine.units[name] = None
            program = modules.program(name, at)
            if program is not None:
                _load(machine, name, program, at)
        return machine.units[name]

    return Hands(evaluate, execute, call, load)


def _load(machine: Machine, name: str, program: Program, at: Span) -> None:
    """Follow another module as its import runs it."""
    looked = program.survey
    scope = Scope("module", None, 0, None, looked.module.single, module=name)
    machine.units[name] = Unit(program, looked, scope, at)
    machine.unreachable |= program.unreachable
    before = (machine.module, machine.era, machine.born, machine.emitting, machine.frames, machine.loops)
    machine.module, machine.era, machine.emitting, machine.frames, machine.loops = name, 0, False, [], []
    try:
        with machine.store.at_bottom():
            for statement in program.statements:
                machine.execute([statement], machine.unit.scope)
    finally:
        machine.module, machine.era, machine.born, machine.emitting, machine.frames, machine.loops = before


def _run(machine: Machine, unit: Unit) -> None:
    machine.units["__main__"] = unit
    for block in unit.program.blocks:
        if block.unsure:
            overrun(machine)
        for name in sorted(block.forgotten):
            forget(machine, name, unit.scope)
        for statement in block.statements:
            # The code behind `exit()` is read too: the cells of a notebook run one by one.
            machine.execute([statement], unit.scope)
        for name in sorted(block.fleeting):
            forget(machine, name, unit.scope)
    _run_functions(machine)
    for name in machine.attributes_unseen & machine.attribute_sites.keys():
        machine.found_smudged |= machine.attribute_sites[name]
    for function in list(machine.roots.values()):
        seen = function.node in machine.called_unseen or function.name in machine.methods_called_unseen
        if seen:
            machine.found_smudged |= machine.leaks.get(function.node, set())


def _run_functions(machine: Machine) -> None:
    """Follow each function for an unknown caller, except those that one call of the file runs."""
    done: set[ast.AST] = set()
    for only_used in (False, True):
        more = True
        while more:
            more = False
            for node, function in list(machine.roots.items()):
                if node in done or node in machine.inlined or (_has_one_use(machine, function) and not only_used):
                    continue
                done.add(node)
                more = True
                _run_function(machine, function)


def _has_one_use(machine: Machine, function: Function) -> bool:
    name = function.name
    if function.owner is not None and name in {"__init__", "__post_init__"}:
        name = function.owner.node.name
    uses = machine.units["__main__"]
    return uses is not None and uses.survey.uses[name] == 1 and uses.survey.calls[name] == 1


def _run_function(machine: Machine, function: Function) -> None:
    machine.eras += 1
    machine.era, machine.born, machine.emitting = machine.eras, function.born, True
    machine.module = function.scope.module
    machine.store.push()
    _, scope = opened(machine, function)
    machine.frames = [Frame(function, machine.store.level - 1)]
    machine.loops = []
    if isinstance(function.node, ast.Lambda):
        machine.evaluate(function.node.body, scope)
    else:
        machine.execute(function.node.body, scope)
    machine.store.pop()
    machine.frames = []
    machine.era, machine.module = 0, "__main__"


def _alone(program: Program, node: ast.Call) -> list[HostRequest]:
    """The request of a call that was not read, by itself: of names nothing is known."""
    if node is _NO_CALL:
        return []
    try:
        machine = Machine(_hands(Modules(lambda _: None, "")), Budget(_STEPS_OF_CALL), frozenset())
        looked = program.survey
        machine.units["__main__"] = Unit(program, looked, Scope("module", None, 0, None, _EVERYTHING))
        machine.evaluate(node, Scope("function", None, 0, _EVERYTHING, _EVERYTHING))
    except (ExhaustedError, RecursionError):
        span = program.tail(node.func, len(CREATE if getattr(node.func, "attr", "") == CREATE else RIGHT_SIZE))
        return [HostRequest(Mapping((), program.span(node), whole=False), span, HIDDEN_REGION)]
    return machine.requests
