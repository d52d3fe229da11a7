"""The reader's state while it follows a program: names, structures, branches, and what may change unseen."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from recolint.base.text import Span
from recolint.hosts.python.names import Names, Survey, has_yield, names_of
from recolint.hosts.python.program import MAX_SAID, Program
from recolint.hosts.python.store import Changes, History, Store
from recolint.hosts.python.values import (
    OPEN_LIST,
    OPEN_MAP,
    WILD,
    Arguments,
    Bound,
    Box,
    Class,
    Frame,
    Function,
    Imported,
    Kind,
    ListState,
    Loop,
    MapState,
    Member,
    ObjectState,
    Opaque,
    Partial,
    Scope,
    SdkValue,
    Slot,
    State,
    Value,
    Wild,
)
from recolint.hosts.tree import HostRequest, Scalar

MAX_STEPS = 200_000
"""How many parts of the code the reader follows in one file."""
MAX_REQUESTS = 1_000
MAX_TEXT = 100_000
"""The longest text that the reader builds, in code points."""
MAX_ITEMS = 10_000
"""The largest structure that the reader builds."""
_COST = 256
"""Copying so many members or characters costs a step."""


class ExhaustedError(Exception):
    """The code is too much work to follow."""


class Unit(NamedTuple):
    """A module that the reader follows: the file itself, or one that it imports."""

    program: Program
    survey: Survey
    scope: Scope
    at: Span | None = None
    """Where the file imports it: the place of all that it says, until the file uses it."""


class Hands(NamedTuple):
    """How each kind of code is followed; the modules that do so need each other."""

    evaluate: Callable[[Machine, ast.expr, Scope], Value]
    execute: Callable[[Machine, list[ast.stmt], Scope], bool]
    call: Callable[[Machine, Value, Arguments, ast.AST], Value]
    load: Callable[[Machine, str, Span], Unit | None]


class Budget:
    """The work that is left for a file."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self.left = steps

    def spend(self, steps: int = 1) -> None:
        """Take ``steps`` off.

        Raises:
            ExhaustedError: nothing is left.
        """
        self.left -= steps
        if self.left < 0:
            raise ExhaustedError


class Machine:
    """One run over a program."""

    def __init__(self, hands: Hands, budget: Budget, smudged: frozenset[Any]) -> None:
        self.hands = hands
        self.budget = budget
        self.smudged = smudged
        """The syntax of structures that functions change, from the passes before."""
        self.unreachable: set[ast.AST] = set()
        self.store = Store()
        self.units: dict[str, Unit | None] = {}
        self.module = "__main__"
        self.eras = 0
        self.era = 0
        """0 while the module itself runs; another number for each function that is read on its own."""
        self.born = 0
        self.clock = 0
        self.emitting = True
        self.starred: set[str] = set()
        """The modules where unread code may bind any name, those of builtins too."""
        self.frames: list[Frame] = []
        self.loops: list[Loop] = []
        self.requests: list[HostRequest] = []
        self.reached: set[ast.AST] = set()
        """The calls that may be requests and were read."""
        self.roots: dict[ast.AST, Function] = {}
        self.inlined: set[ast.AST] = set()
        self.found_smudged: set[Any] = set()
        self.called_unseen: set[ast.AST] = set()
        self.methods_called_unseen: set[str] = set()
        self.attributes_unseen: set[str] = set()
        """The attributes that code reads of objects that are not known."""
        self.attribute_sites: dict[str, set[Any]] = {}
        """The syntax of the structures that methods keep in each attribute of ``self``."""
        self.leaks: dict[ast.AST, set[Any]] = {}
        self.bound: dict[Any, set[Any]] = {}
        """The syntax of the structures that each name had."""
        self.muted = False
        """True where the code expects a call to be refused."""
        self.classes: list[Class] = []
        self.made: dict[ast.AST, ObjectState | None] = {}
        """What the ``__init__`` of a class returns ``self`` whatever it is called with."""
        self.evaluating: set[ast.AST] = set()
        self.names: dict[ast.AST, Names] = {}
        self.generators: dict[ast.AST, bool] = {}
        self.boxes = 0

    # Places.

    @property
    def unit(self) -> Unit:
        return self._unit_named(self.module)

    def span(self, node: ast.AST) -> Span:
        return self.unit.program.span(node)

    def tail(self, node: ast.AST, length: int) -> Span:
        """Where the last ``length`` characters of ``node`` are."""
        return self.unit.program.tail(node, length)

    def said(self, node: ast.AST) -> str:
        return self.unit.program.said(node)

    def opaque(self, node: ast.AST, origin: str = "", region: str | None = None) -> Opaque:
        """The unknown value of ``node``."""
        return Opaque(self.span(node), self.unit.program.said(node), origin, region)

    def scalar(self, value: object, node: ast.AST) -> Value:
        """``value`` as ``node`` returns it, if JSON has such values and it is not too large."""
        if isinstance(value, str):
            self.budget.spend(len(value) // _COST)
        small = not isinstance(value, str | int) or (
            len(value) <= MAX_TEXT if isinstance(value, str) else abs(value) < 1 << 256
        )
        if small and (value is None or isinstance(value, str | int | float)):
            return Scalar(value, self.span(node))
        return self.opaque(node)

    # Following.

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression. An unknown value has the place of the expression."""
        self.budget.spend()
        value = self.hands.evaluate(self, node, scope)
        if isinstance(value, Imported):
            value = self.resolve(value, node)
        return self.opaque(node, value.origin, value.region) if isinstance(value, Opaque) else value

    def resolve(self, name: Imported, node: ast.AST) -> Value:
        """The value of an imported name where ``node`` uses it."""
        return self.used(name.module, self.hands.call(self, name, Arguments(), node), node)

    def used(self, module: str, value: Value, node: ast.AST) -> Value:
        """What ``module`` says, in the place of ``node``, which uses it."""
        unit = self.units.get(module)
        if unit is None or unit.at is None or self.module != "__main__":
            return value
        old, new = unit.at, self.span(node)
        for box in self.reachable(value):
            box.span = new if box.span == old else box.span
            state = self.store.get(box)
            if isinstance(state, MapState):
                slots = {
                    key: Slot(new if slot.key_span == old else slot.key_span, _moved(slot.value, old, new), slot.sure)
                    for key, slot in state.slots.items()
                }
                self.store.set(box, MapState(slots, state.whole))
            elif isinstance(state, ListState):
                self.store.set(box, ListState(tuple(_moved(item, old, new) for item in state.items), state.whole))
        return _moved(value, old, new)

    def execute(self, statements: list[ast.stmt], scope: Scope) -> bool:
        """Follow statements; whether the code behind them may run."""
        return self.hands.execute(self, statements, scope)

    def call(self, callee: Value, arguments: Arguments, node: ast.AST) -> Value:
        return self.hands.call(self, callee, arguments, node)

    # Names.

    def bind(self, name: str, value: Value, scope: Scope) -> None:
        value = self.settled(value)
        owner = self._owner(name, scope)
        survey = self._unit_of(scope).survey
        if owner is None or survey.blind or name in survey.reached:
            self.escape(value)
        if owner is not None:
            self.store.set((owner, name), value)
            if isinstance(value, Box):
                self.bound.setdefault((owner, name), set()).update(box.site for box in self.reachable(value))

    def unbind(self, name: str, scope: Scope) -> None:
        owner = self._owner(name, scope)
        if owner is not None:
            self.store.set((owner, name), None)

    def _owner(self, name: str, scope: Scope) -> Scope | None:
        if scope.local is not None and (name in scope.declared_global or name in scope.declared_nonlocal):
            return None
        return scope

    def lookup(self, name: str, scope: Scope) -> Value | None:
        """The value of a name; ``None`` where it has none or may have several."""
        survey = self._unit_of(scope).survey
        if survey.blind or name in survey.reached:
            return None
        current: Scope | None = scope
        while current is not None:
            visible = current is scope or current.kind != "class"
            if visible and (current.local is None or name in current.local):
                value: Value | None = self.store.get((current, name))
                if value is not None or current.kind not in {"class", "module"}:
                    return value if self._steady(name, current) else None
            current = current.parent
        if scope.module in self.starred or name in survey.module.local or name not in BUILTINS:
            return None
        return Opaque(Span(0, 0), name, f"builtins.{name}")

    def _steady(self, name: str, scope: Scope) -> bool:
        if scope.era == self.era or name in scope.single:
            return True
        # Which of the values it is depends on when the function runs; it may change any of them.
        self.found_smudged |= self.bound.get((scope, name), set())
        return False

    def _unit_of(self, scope: Scope) -> Unit:
        return self._unit_named(scope.module)

    def _unit_named(self, name: str) -> Unit:
        unit = self.units[name]
        if unit is None:
            raise LookupError(name)
        return unit

    def settled(self, value: Value) -> Value:
        """``value`` as something keeps it: a generator is unknown then, for it may run later."""
        if isinstance(value, Box) and value.kind == "generator":
            self.escape(value)
            return Opaque(value.span, "...")
        return value

    def forget(self, name: str, scope: Scope) -> None:
        """Take it that unread code may bind ``name`` and change what it has."""
        value: Value | None = self.store.get((scope, name))
        if value is not None:
            self.escape(value)
            span = value.span if isinstance(value, Scalar | Opaque | Box) else Span(0, 0)
            self.store.set((scope, name), Opaque(span, name))

    def overrun(self) -> None:
        """Take it that unread code may bind any name of this module, those of builtins too."""
        self.starred.add(self.module)
        for key in self.store.all_keys():
            if isinstance(key, tuple) and key[0].kind == "module" and key[0].module == self.module:
                self.forget(key[1], key[0])

    def lookup_in(self, scope: Scope, name: str) -> Value | None:
        """The value of a name of another module."""
        survey = self._unit_of(scope).survey
        value: Value | None = self.store.get((scope, name))
        if value is None or survey.blind or name in survey.reached or not self._steady(name, scope):
            return None
        return value

    def parameters(self, function: Function) -> list[ast.arg]:
        arguments = function.node.args
        rest = [one for one in (arguments.vararg, arguments.kwarg) if one]
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *rest]

    def is_generator(self, function: Function) -> bool:
        node = function.node
        if node not in self.generators:
            self.generators[node] = has_yield(node)
        return self.generators[node]

    def function_scope(self, function: Function) -> Scope:
        """A scope for one run of ``function``."""
        node = function.node
        names = self.names.get(node)
        if names is None:
            body = [node.body] if isinstance(node, ast.Lambda) else node.body
            names = names_of(body, [parameter.arg for parameter in self.parameters(function)])
            self.names[node] = names
        around = function.scope
        return Scope("function", around, self.era, *names, module=around.module)

    # Structures.

    def box(self, kind: Kind, node: ast.AST, state: State, owner: Class | None = None) -> Box:
        """A new structure that ``node`` makes."""
        self.boxes += 1
        if isinstance(state, MapState) and len(state.slots) > MAX_ITEMS:
            state = OPEN_MAP
        if isinstance(state, ListState):
            state = ListState(state.items[:MAX_ITEMS], state.whole and len(state.items) <= MAX_ITEMS)
        box = Box(self.boxes, kind, self.span(node), node, self.era, owner)
        if node in self.smudged:
            self.escape(*_members(state))
        fixed = kind in {"tuple", "generator"}
        self.store.set(box, WILD if node in self.smudged and not fixed else state)
        return box

    def state(self, box: Box) -> State:
        state: State | None = self.store.get(box)
        if state is not None and box.era != self.era and box.changed > self.born:
            # The function may run before a change or after it, and change it too.
            self.found_smudged.add(box.site)
            return WILD
        return WILD if state is None else state

    def mapping(self, value: Value | None) -> MapState | None:
        """What ``value`` has as a mapping, ``None`` if it is not known to be one."""
        if not isinstance(value, Box) or value.kind != "mapping":
            return None
        state = self.state(value)
        return state if isinstance(state, MapState) else OPEN_MAP

    def listing(self, value: Value | None) -> ListState | None:
        """What ``value`` has as a list or tuple, ``None`` if it is not known to be one."""
        if not isinstance(value, Box) or value.kind not in {"list", "tuple", "generator"}:
            return None
        state = self.state(value)
        return state if isinstance(state, ListState) else OPEN_LIST

    def change(self, box: Box, state: State) -> None:
        """Set another state of ``box``, here and wherever else it is known."""
        self.clock += 1
        box.changed = self.clock
        if self.era != box.era and self.era:
            self.found_smudged.add(box.site)
        size = len(state.slots) if isinstance(state, MapState) else len(getattr(state, "items", ()))
        self.budget.spend(size // _COST)
        wild = isinstance(self.store.get(box), Wild) or size > MAX_ITEMS
        self.store.set(box, WILD if wild else state)
        if wild:
            self.escape(*_members(state))

    def escape(self, *values: Value | None) -> None:
        """Let code that is not read have ``values``: it may change them and what they contain, now and later."""
        todo: list[Value | None] = list(values)
        seen: set[int] = set()
        while todo:
            value = todo.pop()
            if value is None or id(value) in seen:
                continue
            seen.add(id(value))
            self.budget.spend()
            todo.extend(self._held(value))
            if isinstance(value, Box) and value.kind not in {"tuple", "generator"}:
                self.change(value, WILD)
            elif isinstance(value, Function):
                self.called_unseen.add(value.node)
            elif isinstance(value, Class):
                self.found_smudged.add(value.node)

    def _held(self, value: Value) -> Iterable[Value]:
        if isinstance(value, Box):
            return _members(self.store.get(value))
        if isinstance(value, Bound):
            return (value.function, value.receiver)
        if isinstance(value, Partial):
            return (value.callee, *value.positional, *(slot.value for slot in value.keywords.values()))
        if isinstance(value, SdkValue):
            return (value.sent,)
        return (value.value,) if isinstance(value, Member) else ()

    def reachable(self, value: Value) -> list[Box]:
        """The structures that ``value`` leads to."""
        boxes: list[Box] = []
        todo: list[Value] = [value]
        seen: set[int] = set()
        while todo:
            one = todo.pop()
            if id(one) not in seen:
                seen.add(id(one))
                self.budget.spend()
                boxes.extend([one] if isinstance(one, Box) else [])
                todo.extend(self._held(one))
        return boxes

    # Branches.

    def merge(self, one: Value, other: Value) -> Value:
        """What is known of a value that is ``one`` or ``other``."""
        if one is other:
            return one
        if isinstance(one, Scalar) and isinstance(other, Scalar):
            if type(one.value) is type(other.value) and one.value == other.value:
                return one
        elif one == other:
            return one
        if isinstance(one, Opaque) and isinstance(other, Opaque):
            return Opaque(one.span, one.said, one.origin if one.origin == other.origin else "")
        self.escape(one, other)
        told = one if isinstance(one, Opaque | Scalar) else other
        if isinstance(told, Opaque):
            return told._replace(origin="", region=None)
        span = told.span if isinstance(told, Scalar | Box) else Span(0, 0)
        return Opaque(span, " or ".join(map(self._brief, (one, other)))[:MAX_SAID])

    def merge_states(self, one: State | None, other: State | None) -> State | None:
        """What is known of a structure in the state ``one`` or ``other``."""
        if one is other or other is None:
            return one
        if one is None:
            return other
        if isinstance(one, MapState) and isinstance(other, MapState):
            return self._merge_maps(one, other)
        if isinstance(one, ListState) and isinstance(other, ListState):
            items = tuple(self.merge(a, b) for a, b in zip(one.items, other.items, strict=False))
            self.escape(*one.items[len(items) :], *other.items[len(items) :])
            return ListState(items, one.whole and other.whole and len(one.items) == len(other.items))
        if isinstance(one, ObjectState) and isinstance(other, ObjectState):
            attributes = {
                name: self.merge(value, other.attributes[name]) if name in other.attributes else self.unsure(value)
                for name, value in one.attributes.items()
            }
            late = other.attributes.keys() - one.attributes.keys()
            attributes.update((name, self.unsure(other.attributes[name])) for name in sorted(late))
            return ObjectState(attributes, one.whole and other.whole)
        return WILD

    def _merge_maps(self, one: MapState, other: MapState) -> MapState:
        slots: dict[Any, Slot] = {}
        for key in {**one.slots, **other.slots}:
            a = one.slots.get(key, other.slots.get(key, _NO_SLOT))
            b = other.slots.get(key, a)
            if key in one.slots and key in other.slots:
                slots[key] = a if a == b else Slot(a.key_span, self.merge(a.value, b.value), a.sure and b.sure)
            else:
                slots[key] = Slot(a.key_span, self.unsure(a.value), sure=False)
        return MapState(slots, one.whole and other.whole)

    def unsure(self, value: Value) -> Value:
        """What is known of a value that may be another."""
        if isinstance(value, Opaque):
            return value._replace(origin="", region=None)
        self.escape(value)
        return Opaque(value.span if isinstance(value, Scalar | Box) else Span(0, 0), self._brief(value))

    def _brief(self, value: Value) -> str:
        if isinstance(value, Box):
            return self.said(value.site) if hasattr(value.site, "lineno") else "..."
        if isinstance(value, Scalar):
            return repr(value.value)[: MAX_SAID // 2]
        return value.said if isinstance(value, Opaque) else "..."

    def merge_key(self, key: Any, one: Any, other: Any) -> Any:
        if isinstance(key, Box):
            return self.merge_states(one, other)
        if one is None or other is None:
            # A name without a value in a branch: reading it there would have raised, builtins aside.
            value = one if one is not None else other
            return self.unsure(value) if value is not None and _is_builtin(key[1]) else value
        return self.merge(one, other)

    def merge_changes(self, branches: list[Changes]) -> None:
        """Apply what branches changed, exactly one having run, to the state before them."""
        if len(branches) == 1:
            for key, value in branches[0].items():
                self.store.set(key, value)
            return
        keys = dict.fromkeys(key for branch in branches for key in branch)
        self._settle({key: [branch.get(key, _SAME) for branch in branches] for key in keys})

    def merge_history(self, history: History) -> None:
        """Apply changes; only the first ones may have happened, an unknown number."""
        self._settle({key: [_SAME, *values] for key, values in history.items()})

    def _settle(self, options: History) -> None:
        merged: Changes = {}
        # Structures first, so that what a name lets escape is all that it leads to.
        for key in sorted(options, key=lambda key: not isinstance(key, Box)):
            before = self.store.get(key)
            values = [before if value is _SAME else value for value in options[key]]
            value = values[0]
            for other in values[1:]:
                self.budget.spend()
                value = self.merge_key(key, value, other)
            if isinstance(key, Box) and isinstance(self.store.get(key), Wild) and before is not WILD:
                # Merging let it escape, with all that it leads to now.
                merged[key] = value
            else:
                self.store.set(key, value)
        for state in merged.values():
            self.escape(*_members(state))

    def branch(self, run: Callable[[], bool]) -> Changes | None:
        """Follow a branch and take it back; what it changed, ``None`` if the code behind it does not run."""
        self.store.push()
        goes_on = run()
        changes = self.store.pop()
        return changes if goes_on else None


_NO_SLOT = Slot(Span(0, 0), Opaque(Span(0, 0), ""), sure=False)
_SAME = object()
"""The value from before."""


def _moved(value: Value, old: Span, new: Span) -> Value:
    return value._replace(span=new) if isinstance(value, Scalar | Opaque) and value.span == old else value


def _members(state: State | None) -> Iterable[Value]:
    if isinstance(state, MapState):
        return [slot.value for slot in state.slots.values()]
    if isinstance(state, ListState):
        return state.items
    return list(state.attributes.values()) if isinstance(state, ObjectState) else ()


def _is_builtin(name: str) -> bool:
    return name in BUILTINS


BUILTINS = frozenset(dir(builtins))
