"""From parse trees of JMESPath to closures that count steps, with the names in them held to the contract.

Above 300 lines since each kind of node is compiled by one short method, and no two of them may be read apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.base.spelling import did_you_mean
from recolint.packs.functions import SHALLOW, Run, library
from recolint.packs.meter import Meter
from recolint.packs.partial import PartialList, UnknownError, is_filled, is_partial
from recolint.request.contract import Shape

MAX_DEPTH = 60
"""Levels of an expression: each is a call."""

_TEXT_IN_A_STEP = 64
"""Characters."""
_CALL = 10
"""Steps of a function beside its arguments."""


class TooDeepError(Exception):
    """A tree of more than ``MAX_DEPTH`` levels."""


class ExpressionFault(NamedTuple):
    """A fault in an expression, and its offset in the text."""

    why: str
    offset: int = 0


class Compiled(NamedTuple):
    """A function, how many nodes it has, and the shape of its result (``None``: unknown)."""

    run: Run
    size: int
    shape: Shape | None


class Compiler:
    """Makes closures of a parse tree, and checks its names against the contract."""

    def __init__(self, text: str, meter: Meter) -> None:
        self.faults: list[ExpressionFault] = []
        self._text = text
        self._meter = meter

    def node(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        """The function of ``tree`` on values of ``of``."""
        if depth > MAX_DEPTH:
            raise TooDeepError
        make: Callable[[dict[str, Any], Shape | None, int], Compiled] = getattr(self, f"_{tree['type']}")
        return make(tree, of, depth + 1)

    def _nodes(self, trees: Iterable[dict[str, Any]], of: Shape | None, depth: int) -> list[Compiled]:
        return [self.node(tree, of, depth) for tree in trees]

    def _fault(self, why: str, word: str) -> None:
        """Note what is wrong with ``word`` of the text."""
        found = re.search(rf"(?<![A-Za-z0-9_]){re.escape(word)}(?![A-Za-z0-9_])", self._text)
        self.faults.append(ExpressionFault(why, found.start() if found else 0))

    def _field(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> Compiled:
        name = tree["value"]
        if of is not None and name not in of.members:
            self._unknown(name, of)

        def field(value: Any) -> Any:
            return value.get(name) if isinstance(value, dict) else None

        return Compiled(field, 1, None if of is None else of.members.get(name))

    def _unknown(self, name: str, of: Shape) -> None:
        """Note that ``name`` is not a member of ``of``. Most likely, it was meant as a text."""
        quoted, text, why = f'"{name}"', "'" + name.replace("'", "\\'") + "'", _no_member(name, of)
        start = self._text.find(quoted)
        if "did you mean" in why or (start < 0 and of.kind != "structure"):
            self._fault(why, name)
        elif start < 0:
            self._fault(f"{why}; write {text} for a text", name)
        else:
            why = f"{quoted} in double quotes is the name of a member; write {text}, in single quotes, for a text"
            self.faults.append(ExpressionFault(why, start))

    def _subexpression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        self._check_negation(tree, of)
        runs = []
        size = 1
        for child in tree["children"]:
            run, its, of = self.node(child, of, depth)
            runs.append(run)
            size += its
        return Compiled(_chain(runs), size, of)

    _index_expression = _pipe = _subexpression

    def _current(self, _tree: dict[str, Any], of: Shape | None, _depth: int) -> Compiled:
        return Compiled(lambda value: value, 1, of)

    _identity = _current

    def _literal(self, tree: dict[str, Any], _of: Shape | None, _depth: int) -> Compiled:
        literal = tree["value"]
        if _is_deep(literal, MAX_DEPTH):
            self.faults.append(ExpressionFault(f"a literal is nested deeper than {MAX_DEPTH} levels"))
        return Compiled(lambda _value: literal, 1, None)

    def _index(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> Compiled:
        position: int = tree["value"]

        def index(value: Any) -> Any:
            if not isinstance(value, list):
                return None
            try:
                return value.item(position) if isinstance(value, PartialList) else value[position]
            except IndexError:
                return None

        return Compiled(index, 1, of and of.item)

    def _slice(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> Compiled:
        start, stop, step = tree["children"]
        if step == 0:
            self.faults.append(ExpressionFault("the step of a slice must not be 0"))
        part = slice(start, stop, step)

        def cut(value: Any) -> Any:
            if not isinstance(value, list):
                return None
            self._meter.spend(len(value))
            return value[part]

        return Compiled(cut, 1, of)

    def _projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        left, right = tree["children"]
        self._check_negation(tree, of)
        base = self.node(left, of, depth)
        of_item = self._item_of(base.shape, left)
        item = self.node(right, of_item, depth)
        spend, each, cost = self._meter.spend, item.run, item.size + 1

        def project(value: Any) -> Any:
            items = base.run(value)
            if not isinstance(items, list):
                return None
            spend(cost * len(items))
            return [found for one in items if (found := each(one)) is not None]

        return Compiled(project, base.size + item.size + 1, _list_of(item.shape))

    def _filter_projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        left, right, condition = tree["children"]
        self._check_negation(tree, of)
        base = self.node(left, of, depth)
        of_item = self._item_of(base.shape, left)
        item, test = self.node(right, of_item, depth), self.node(condition, of_item, depth)
        spend, each, holds, cost = self._meter.spend, item.run, test.run, item.size + test.size + 1

        def select(value: Any) -> Any:
            items = base.run(value)
            if not isinstance(items, list):
                return None
            spend(cost * len(items))
            return [found for one in items if is_true(holds(one)) and (found := each(one)) is not None]

        return Compiled(select, base.size + item.size + test.size + 1, _list_of(item.shape))

    def _value_projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        self._check_negation(tree, of)
        left, right = tree["children"]
        base, item = self.node(left, of, depth), self.node(right, None, depth)
        spend, each, cost = self._meter.spend, item.run, item.size + 1

        def project(value: Any) -> Any:
            members = base.run(value)
            if not isinstance(members, dict):
                return None
            spend(cost * len(members))
            return [found for one in members.values() if (found := each(one)) is not None]

        return Compiled(project, base.size + item.size + 1, None)

    def _flatten(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        self._check_negation(tree, of)
        base = self.node(tree["children"][0], of, depth)
        spend = self._meter.spend

        def flatten(value: Any) -> Any:
            items = base.run(value)
            if not isinstance(items, list):
                return None
            spend(len(items))
            flat: list[Any] = []
            for one in items:
                if isinstance(one, list):
                    spend(len(one))
                    flat.extend(one)
                else:
                    flat.append(one)
            return flat

        inner = base.shape and base.shape.item
        return Compiled(flatten, base.size + 1, inner if inner is not None and inner.item else base.shape)

    def _item_of(self, of: Shape | None, left: dict[str, Any]) -> Shape | None:
        if of is None or of.item is not None:
            return of and of.item
        name = left.get("value") or "the value"
        self._fault(f"{name} is not a list", str(name))
        return None

    def _comparator(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        left, right = self._nodes(tree["children"], of, depth)
        self._hold_to_values(left.shape, *tree["children"])
        self._hold_to_values(right.shape, *reversed(tree["children"]))
        one, two, size = left.run, right.run, left.size + right.size + 1
        if tree["value"] in ("eq", "ne"):
            wanted = tree["value"] == "eq"

            def equal(value: Any) -> bool:
                return self._same(one(value), two(value)) is wanted

            return Compiled(equal, size, None)
        compare = _ORDER[tree["value"]]

        def order(value: Any) -> bool | None:
            low, high = one(value), two(value)
            if not (_is_ordered(low) and _is_ordered(high)) or isinstance(low, str) != isinstance(high, str):
                return None
            return compare(low, high)

        return Compiled(order, size, None)

    def _hold_to_values(self, of: Shape | None, one: dict[str, Any], other: dict[str, Any]) -> None:
        """Note a comparison of ``one``, a value of ``of``, with a text that the contract never accepts."""
        word = other["value"] if other["type"] == "literal" else None
        if isinstance(word, str) and of is not None and of.is_closed and word not in of.values:
            hint = did_you_mean(word, of.values)
            member = _last(one)
            self._fault(f"{member} does not have a value {word!r}{hint}", word)

    def _same(self, one: Any, other: Any) -> bool:
        if isinstance(one, bool) != isinstance(other, bool):
            return False
        if isinstance(one, list | dict) and isinstance(other, list | dict):
            self._measure(one)
            self._measure(other)
        result: bool = one == other
        return result

    def _measure(self, value: Any) -> None:
        """Spend a step for each value in ``value``; raises ``UnknownError`` where one of them is unknown."""
        if isinstance(value, str):
            self._meter.spend(1 + len(value) // _TEXT_IN_A_STEP)
            return
        self._meter.spend(1)
        if is_partial(value):
            raise UnknownError
        if isinstance(value, list | dict):
            for one in value.values() if isinstance(value, dict) else value:
                self._measure(one)

    def _or_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        parts = self._nodes(_flat(tree), of, depth)
        runs = [part.run for part in parts]

        def either(value: Any) -> Any:
            for run in runs:
                if is_true(found := run(value)):
                    break
            return found

        return Compiled(either, 1 + sum(part.size for part in parts), None)

    def _and_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        parts = self._nodes(_flat(tree), of, depth)
        runs = [part.run for part in parts]

        def both(value: Any) -> Any:
            for run in runs:
                if not is_true(found := run(value)):
                    break
            return found

        return Compiled(both, 1 + sum(part.size for part in parts), None)

    def _check_negation(self, tree: dict[str, Any], of: Shape | None) -> None:
        """Note a ``!`` that ends before the rest of ``tree``: ``!a.b`` is ``(!a).b``, which is never true."""
        if of is not None and tree["type"] != "pipe" and tree["children"][0]["type"] == "not_expression":
            why = "'!' negates only the first name here; write !(...)"
            self.faults.append(ExpressionFault(why, self._text.find("!")))

    def _not_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        inner = self.node(tree["children"][0], of, depth)
        return Compiled(lambda value: not is_true(inner.run(value)), inner.size + 1, None)

    def _multi_select_list(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        parts = self._nodes(tree["children"], of, depth)
        runs = [part.run for part in parts]
        size = 1 + sum(part.size for part in parts)
        return Compiled(lambda value: None if value is None else [run(value) for run in runs], size, None)

    def _multi_select_dict(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        parts = [(pair["value"], self.node(pair["children"][0], of, depth)) for pair in tree["children"]]
        runs = [(name, part.run) for name, part in parts]
        size = 1 + sum(part.size for _, part in parts)
        return Compiled(lambda value: None if value is None else {name: run(value) for name, run in runs}, size, None)

    def _expref(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        inner = self.node(tree["children"][0], of, depth)
        spend, run, cost = self._meter.spend, inner.run, inner.size + 1

        def visit(value: Any) -> Any:
            spend(cost)
            return run(value)

        reference = library().reference(visit)
        return Compiled(lambda _value: reference, inner.size + 1, None)

    def _function_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> Compiled:
        name, trees = tree["value"], tree["children"]
        functions = library()
        if not self._is_function(name, len(trees)):
            return Compiled(lambda _value: None, 1, None)
        parts: list[Compiled | None] = [
            None if child["type"] == "expref" else self.node(child, of, depth) for child in trees
        ]
        listed = next((part.shape.item for part in parts if part is not None and part.shape is not None), None)
        made = [part or self.node(child, listed, depth) for part, child in zip(parts, trees, strict=True)]
        runs = [part.run for part in made]
        weigh = self._shallow if name in SHALLOW else self._measure

        def call(value: Any) -> Any:
            arguments = [run(value) for run in runs]
            for argument in arguments:
                weigh(argument)
            if name == "join" and len(arguments) == 2 and isinstance(arguments[1], list):
                self._weigh_join(*arguments)
            return functions.call(name, arguments)

        of_result = made[-1].shape if name in ("reverse", "sort") else made[0].shape if name == "sort_by" else None
        return Compiled(call, _CALL + sum(part.size for part in made), of_result)

    def _is_function(self, name: str, given: int) -> bool:
        table = library().table
        if name not in table:
            self._fault(f"unknown function {name}{did_you_mean(name, table)}", name)
            return False
        least, most = table[name]
        if given < least or (most is not None and given > most):
            wanted = f"at least {least}" if most is None else str(least)
            self._fault(f"{name} takes {wanted} arguments, found {given}", name)
            return False
        return True

    def _shallow(self, value: Any) -> None:
        if isinstance(value, str):
            self._meter.spend(1 + len(value) // _TEXT_IN_A_STEP)
        else:
            # The length of a partial list or structure is unknown: it raises.
            self._meter.spend(1 + (len(value) if isinstance(value, list | dict) else 0))

    def _weigh_join(self, glue: Any, texts: list[Any]) -> None:
        if isinstance(glue, str):
            self._meter.spend(len(glue) * len(texts) // _TEXT_IN_A_STEP)


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda low, high: low < high,
    "gt": lambda low, high: low > high,
    "lte": lambda low, high: low <= high,
    "gte": lambda low, high: low >= high,
}


def _is_ordered(value: object) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def is_true(value: Any) -> bool:
    """Whether JMESPath takes ``value`` for true; raises ``UnknownError``."""
    if isinstance(value, list | dict):
        return is_filled(value) if is_partial(value) else bool(value)
    return not (value is None or value is False or value == "")


def _chain(runs: list[Run]) -> Run:
    if len(runs) == 1:
        return runs[0]
    if len(runs) == 2:
        first, second = runs
        return lambda value: second(first(value))

    def chain(value: Any) -> Any:
        for run in runs:
            value = run(value)
        return value

    return chain


def _flat(tree: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts of ``a || b || c``, which jmespath nests to the left."""
    parts: list[dict[str, Any]] = []
    kind = tree["type"]
    while tree["type"] == kind:
        tree, last = tree["children"]
        parts.append(last)
    return [tree, *reversed(parts)]


def _is_deep(value: Any, most: int) -> bool:
    if isinstance(value, list | dict):
        return most == 0 or any(
            _is_deep(one, most - 1) for one in (value.values() if isinstance(value, dict) else value)
        )
    return False


def _last(tree: dict[str, Any]) -> str:
    """The member that ``tree`` ends with."""
    while tree["type"] != "field" and tree.get("children"):
        tree = tree["children"][-1]
    return str(tree.get("value", "the value"))


def _list_of(item: Shape | None) -> Shape | None:
    if item is None:
        return None
    return Shape("list", f"list of {item.name}", {}, (), item, None, None, None, ())


def _no_member(name: str, of: Shape) -> str:
    if of.item is not None:
        return f"a list does not have members; write [*].{name} or [?{name} == ...]"
    if of.kind != "structure":
        return f"a single value does not have members; found {name}"
    return f"unknown member {name}{did_you_mean(name, of.members)}"
