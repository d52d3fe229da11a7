"""The value of a comprehension. The reader follows its rounds if it knows the items."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from recolint.hosts.python.branches import branch, merge_changes, merge_states
from recolint.hosts.python.machine import MAX_ITEMS, ExhaustedError, Machine
from recolint.hosts.python.names import targets_of
from recolint.hosts.python.structures import assign, basis_of, items_of, put, truth
from recolint.hosts.python.values import OPEN_MAP, ListState, MapState, Scope, Value

Node = ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp


def comprehension(machine: Machine, node: Node, scope: Scope) -> Value:
    """The value of a comprehension; that of a set is unknown."""
    own = frozenset().union(*(targets_of(generator.target) for generator in node.generators))
    inner = Scope("comprehension", scope, machine.era, own, own, module=scope.module)
    rounds = _Rounds(machine, node, inner)
    # The first iterable belongs to the scope around the comprehension.
    rounds.run(machine.evaluate(node.generators[0].iter, scope), 0, sure=True)
    if isinstance(node, ast.SetComp):
        machine.escape(*rounds.items)
        return machine.opaque(node)
    if isinstance(node, ast.DictComp):
        return machine.box("mapping", node, rounds.state)
    kind: Any = "list" if isinstance(node, ast.ListComp) else "generator"
    return machine.box(kind, node, ListState(tuple(rounds.items), rounds.whole))


class _Rounds:
    def __init__(self, machine: Machine, node: Node, scope: Scope) -> None:
        self.machine = machine
        self.scope = scope
        self.generators = node.generators
        self.element = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        self.items: list[Value] = []
        self.state = MapState({})
        self.whole = True

    def run(self, source: Value, depth: int, *, sure: bool) -> None:
        """Run the generator number ``depth`` over ``source``; ``sure`` is false where it may not run."""
        machine, generator = self.machine, self.generators[depth]
        before = None if generator.is_async else basis_of(machine, source)
        items = None if before is None else items_of(machine, source)
        if items is not None:
            for item in items:
                self._round(generator, item, depth, sure=sure)
                if basis_of(machine, source) != before:
                    # It changes what it runs over.
                    raise ExhaustedError
            return
        machine.escape(source)
        self.whole = False
        self.state = MapState(self.state.slots, whole=False)
        emitting, unknown = machine.emitting, machine.opaque(generator.target)
        # An unknown number of rounds: what a round changes, another may change again.
        for machine.emitting in (False, emitting):
            self._maybe(lambda: self._round(generator, unknown, depth, sure=False))
        machine.emitting = emitting

    def _round(self, generator: ast.comprehension, item: Value, depth: int, *, sure: bool) -> None:
        machine = self.machine
        assign(machine, generator.target, item, self.scope)
        for test in generator.ifs:
            verdict = truth(machine, machine.evaluate(test, self.scope))
            if verdict is False:
                return
            sure = sure and verdict is True
        if sure:
            self._deeper(depth, sure=True)
        else:
            self._maybe(lambda: self._deeper(depth, sure=False))

    def _maybe(self, run: Callable[[], None]) -> None:
        def followed() -> bool:
            run()
            return True

        changes = branch(self.machine, followed)
        merge_changes(self.machine, [{}, changes or {}])

    def _deeper(self, depth: int, *, sure: bool) -> None:
        if depth + 1 < len(self.generators):
            source = self.machine.evaluate(self.generators[depth + 1].iter, self.scope)
            self.run(source, depth + 1, sure=sure)
        else:
            self._add([self.machine.evaluate(part, self.scope) for part in self.element], sure=sure)

    def _add(self, parts: list[Value], *, sure: bool) -> None:
        machine = self.machine
        if len(parts) > 1:
            state = put(machine, self.state, parts[0], parts[1])
            merged = state if sure else merge_states(machine, self.state, state)
            self.state = merged if isinstance(merged, MapState) else OPEN_MAP
        elif self.whole and sure and len(self.items) < MAX_ITEMS:
            self.items.append(parts[0])
        else:
            self.whole = False
            machine.escape(parts[0])
