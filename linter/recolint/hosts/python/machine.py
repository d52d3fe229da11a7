"""The reader's state while it follows a program: names, structures, and what may change unseen.

Above 300 lines since all that is followed shares this state; ``bindings`` and ``branches`` say how names and branches
change it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.hosts.python.names import Names, Survey
from recolint.hosts.python.program import Program
from recolint.hosts.python.store import Store
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
    members_of,
    size_of,
)
from recolint.hosts.tree import HIDDEN_REGION, HostRequest, Scalar

MAX_STEPS = 200_000
"""How many parts of the code the reader follows in one file."""
MAX_REQUESTS = 1_000
"""How many requests the reader follows in one file. Of a file with more, it reads each call by itself."""
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
    """Where the file imports it: the place of all its values until the file uses them."""


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
        self.heirs: dict[Class, list[Class]] = {}
        """The classes below each class."""
        self.made: dict[ast.AST, ObjectState | None] = {}
        """The attributes that the ``__init__`` of a class sets whatever its arguments are."""
        self.evaluating: set[ast.AST] = set()
        self.names: dict[ast.AST, Names] = {}
        self.generators: dict[ast.AST, bool] = {}
        self.boxes = 0

    # Places.

    @property
    def unit(self) -> Unit:
        return self._unit_named(self.module)

    def unit_of(self, scope: Scope) -> Unit:
        """The module that ``scope`` is in."""
        return self._unit_named(scope.module)

    def _unit_named(self, name: str) -> Unit:
        unit = self.units[name]
        if unit is None:
            raise LookupError(name)
        return unit

    def span(self, node: ast.AST) -> Span:
        return self.unit.program.span(node)

    def tail(self, node: ast.AST, length: int) -> Span:
        """Where the last ``length`` characters of ``node`` are."""
        return self.unit.program.tail(node, length)

    def said(self, node: ast.AST) -> str:
        return self.unit.program.said(node)

    def opaque(self, node: ast.AST, origin: str = "", region: str | None = HIDDEN_REGION) -> Opaque:
        """The unknown value of ``node``."""
        return Opaque(self.span(node), self.unit.program.said(node), origin, region)

    def scalar(self, value: object, node: ast.AST) -> Value:
        """``value`` as that of ``node``; unknown if JSON has no such value, or it is too large."""
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
        """``value`` of ``module``, moved from the place of the import to that of ``node``, which uses it."""
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

    # Structures.

    def settled(self, value: Value) -> Value:
        """``value`` as something keeps it: a generator is unknown then, for it may run later."""
        if isinstance(value, Box) and value.kind == "generator":
            self.escape(value)
            return Opaque(value.span, "...")
        return value

    def box(self, kind: Kind, node: ast.AST, state: State, owner: Class | None = None) -> Box:
        """A new structure that ``node`` makes."""
        self.boxes += 1
        if isinstance(state, MapState) and len(state.slots) > MAX_ITEMS:
            state = OPEN_MAP
        if isinstance(state, ListState):
            state = ListState(state.items[:MAX_ITEMS], state.whole and len(state.items) <= MAX_ITEMS)
        box = Box(self.boxes, kind, self.span(node), node, self.era, owner)
        if node in self.smudged:
            self.escape(*members_of(state))
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
        """The entries of ``value`` as a mapping, ``None`` if it is not known to be one."""
        if not isinstance(value, Box) or value.kind != "mapping":
            return None
        state = self.state(value)
        return state if isinstance(state, MapState) else OPEN_MAP

    def listing(self, value: Value | None) -> ListState | None:
        """The items of ``value`` as a list or tuple, ``None`` if it is not known to be one."""
        if not isinstance(value, Box) or value.kind not in {"list", "tuple", "generator"}:
            return None
        state = self.state(value)
        return state if isinstance(state, ListState) else OPEN_LIST

    def change(self, box: Box, state: State) -> None:
        """Replace the state of ``box``, here and wherever else it is known."""
        self.clock += 1
        box.changed = self.clock
        if self.era != box.era and self.era:
            self.found_smudged.add(box.site)
        size = size_of(state)
        self.budget.spend(size // _COST)
        wild = isinstance(self.store.get(box), Wild) or size > MAX_ITEMS
        self.store.set(box, WILD if wild else state)
        if wild:
            self.escape(*members_of(state))

    def escape(self, *values: Value | None) -> None:
        """Note that unread code has ``values``: it may change them and what they contain, now and later."""
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
            return members_of(self.store.get(value))
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


def _moved(value: Value, old: Span, new: Span) -> Value:
    return value._replace(span=new) if isinstance(value, Scalar | Opaque) and value.span == old else value
