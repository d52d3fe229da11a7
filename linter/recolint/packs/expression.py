"""JMESPath for packs: parsed by jmespath, checked against the contract, and compiled to closures that count steps.

The answers are those of jmespath with two exceptions. A function gives null where its argument has a wrong type, as a
comparison does. And what depends on an unknown value raises ``UnknownError``.

Whatever repeats work counts steps (see ``meter``): a projection for each item the size of what it does with it, and a
function the size of its arguments.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from recolint.base.spelling import did_you_mean
from recolint.packs.meter import Meter
from recolint.packs.partial import PartialList, UnknownError, is_filled, is_partial
from recolint.request.contract import Shape

MOST_CHARACTERS = 2_000
MOST_DEPTH = 60
"""Levels of an expression: each is a call."""

_TEXT_IN_A_STEP = 64
"""Characters."""
_CALL = 10
"""Steps of a function beside its arguments."""

Run = Callable[[Any], Any]


class ExpressionFault(NamedTuple):
    """What is wrong with an expression, and the offset of that in its text."""

    why: str
    offset: int = 0


class ExpressionError(ValueError):
    """An expression that cannot be used."""

    def __init__(self, *faults: ExpressionFault) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.why for fault in faults))


class Expression:
    """An expression on values of ``of`` (``None``: unknown), whose steps ``meter`` counts."""

    def __init__(self, text: str, of: Shape | None, meter: Meter) -> None:
        """Take the text; raises ``ExpressionError``."""
        self.text = text
        self._meter = meter
        tree = _parsed(text)
        compiler = _Compiler(text, meter)
        try:
            self._run, self._size, _ = compiler.node(tree, of, 0)
        except RecursionError as error:
            raise ExpressionError(ExpressionFault("nested too deeply")) from error
        if compiler.faults:
            raise ExpressionError(*dict.fromkeys(compiler.faults))

    def search(self, data: Any) -> Any:
        """The value of the expression on ``data``; raises ``UnknownError`` and ``CostError``."""
        self._meter.spend(self._size)
        return self._run(data)

    def holds(self, data: Any) -> bool:
        """Whether the value is true: not null, false or empty; raises as ``search`` does."""
        self._meter.spend(self._size)
        return _is_true(self._run(data))


def _parsed(text: str) -> dict[str, Any]:
    # Imported here: only packs with expressions need it.
    from jmespath.exceptions import JMESPathError, ParseError
    from jmespath.lexer import LexerError
    from jmespath.parser import Parser

    if not text.strip():
        raise ExpressionError(ExpressionFault("expected an expression, found an empty text"))
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(ExpressionFault(f"expected at most {MOST_CHARACTERS:,} characters, found {len(text):,}"))
    try:
        with warnings.catch_warnings():
            # Literals without quotes: jmespath reads them, and warns.
            warnings.simplefilter("ignore")
            parsed: dict[str, Any] = Parser().parse(text).parsed
    except LexerError as error:
        raise ExpressionError(ExpressionFault("not JMESPath: unknown token", error.lex_position)) from error
    except ParseError as error:
        found = repr(error.token_value) if error.token_value else "the end"
        fault = ExpressionFault(f"not JMESPath: unexpected {found}", max(error.lex_position or 0, 0))
        raise ExpressionError(fault) from error
    except (JMESPathError, ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else "not JMESPath"
        raise ExpressionError(ExpressionFault(why)) from error
    return parsed


class _Compiled(NamedTuple):
    """A function, how many nodes it has, and the shape of what it gives (``None``: unknown)."""

    run: Run
    size: int
    shape: Shape | None


class _Compiler:
    """Makes closures of a parse tree, and holds the names in it to the contract."""

    def __init__(self, text: str, meter: Meter) -> None:
        self.faults: list[ExpressionFault] = []
        self._text = text
        self._meter = meter

    def node(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        """The function of ``tree`` on values of ``of``."""
        if depth > MOST_DEPTH:
            raise ExpressionError(ExpressionFault(f"nested deeper than {MOST_DEPTH} levels"))
        make: Callable[[dict[str, Any], Shape | None, int], _Compiled] = getattr(self, f"_{tree['type']}")
        return make(tree, of, depth + 1)

    def _nodes(self, trees: Iterable[dict[str, Any]], of: Shape | None, depth: int) -> list[_Compiled]:
        return [self.node(tree, of, depth) for tree in trees]

    def _fault(self, why: str, word: str) -> None:
        """Note what is wrong with ``word`` of the text."""
        found = re.search(rf"(?<![A-Za-z0-9_]){re.escape(word)}(?![A-Za-z0-9_])", self._text)
        self.faults.append(ExpressionFault(why, found.start() if found else 0))

    def _field(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> _Compiled:
        name = tree["value"]
        if of is not None and name not in of.members:
            self._fault(_no_member(name, of), name)

        def field(value: Any) -> Any:
            return value.get(name) if isinstance(value, dict) else None

        return _Compiled(field, 1, None if of is None else of.members.get(name))

    def _subexpression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        runs = []
        size = 1
        for child in tree["children"]:
            run, its, of = self.node(child, of, depth)
            runs.append(run)
            size += its
        return _Compiled(_chain(runs), size, of)

    _index_expression = _pipe = _subexpression

    def _current(self, _tree: dict[str, Any], of: Shape | None, _depth: int) -> _Compiled:
        return _Compiled(lambda value: value, 1, of)

    _identity = _current

    def _literal(self, tree: dict[str, Any], _of: Shape | None, _depth: int) -> _Compiled:
        literal = tree["value"]
        if _is_deep(literal, MOST_DEPTH):
            self.faults.append(ExpressionFault(f"a literal is nested deeper than {MOST_DEPTH} levels"))
        return _Compiled(lambda _value: literal, 1, None)

    def _index(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> _Compiled:
        position: int = tree["value"]

        def index(value: Any) -> Any:
            if not isinstance(value, list):
                return None
            try:
                return value.item(position) if isinstance(value, PartialList) else value[position]
            except IndexError:
                return None

        return _Compiled(index, 1, of and of.item)

    def _slice(self, tree: dict[str, Any], of: Shape | None, _depth: int) -> _Compiled:
        start, stop, step = tree["children"]
        if step == 0:
            self.faults.append(ExpressionFault("the step of a slice must not be 0"))
        part = slice(start, stop, step)

        def cut(value: Any) -> Any:
            if not isinstance(value, list):
                return None
            self._meter.spend(len(value))
            return value[part]

        return _Compiled(cut, 1, of)

    def _projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        left, right = tree["children"]
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

        return _Compiled(project, base.size + item.size + 1, _list_of(item.shape))

    def _filter_projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        left, right, condition = tree["children"]
        base = self.node(left, of, depth)
        of_item = self._item_of(base.shape, left)
        item, test = self.node(right, of_item, depth), self.node(condition, of_item, depth)
        spend, each, holds, cost = self._meter.spend, item.run, test.run, item.size + test.size + 1

        def select(value: Any) -> Any:
            items = base.run(value)
            if not isinstance(items, list):
                return None
            spend(cost * len(items))
            return [found for one in items if _is_true(holds(one)) and (found := each(one)) is not None]

        return _Compiled(select, base.size + item.size + test.size + 1, _list_of(item.shape))

    def _value_projection(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        left, right = tree["children"]
        base, item = self.node(left, of, depth), self.node(right, None, depth)
        spend, each, cost = self._meter.spend, item.run, item.size + 1

        def project(value: Any) -> Any:
            members = base.run(value)
            if not isinstance(members, dict):
                return None
            spend(cost * len(members))
            return [found for one in members.values() if (found := each(one)) is not None]

        return _Compiled(project, base.size + item.size + 1, None)

    def _flatten(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
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
        return _Compiled(flatten, base.size + 1, inner if inner is not None and inner.item else base.shape)

    def _item_of(self, of: Shape | None, left: dict[str, Any]) -> Shape | None:
        if of is None or of.item is not None:
            return of and of.item
        name = left.get("value") or "the value"
        self._fault(f"{name} is not a list", str(name))
        return None

    def _comparator(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        left, right = self._nodes(tree["children"], of, depth)
        self._hold_to_values(left.shape, *tree["children"])
        self._hold_to_values(right.shape, *reversed(tree["children"]))
        one, two, size = left.run, right.run, left.size + right.size + 1
        if tree["value"] in ("eq", "ne"):
            wanted = tree["value"] == "eq"

            def equal(value: Any) -> bool:
                return self._same(one(value), two(value)) is wanted

            return _Compiled(equal, size, None)
        compare = _ORDER[tree["value"]]

        def order(value: Any) -> bool | None:
            low, high = one(value), two(value)
            if not (_is_ordered(low) and _is_ordered(high)) or isinstance(low, str) != isinstance(high, str):
                return None
            return compare(low, high)

        return _Compiled(order, size, None)

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

    def _or_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        parts = self._nodes(_flat(tree), of, depth)
        runs = [part.run for part in parts]

        def either(value: Any) -> Any:
            for run in runs:
                if _is_true(found := run(value)):
                    break
            return found

        return _Compiled(either, 1 + sum(part.size for part in parts), None)

    def _and_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        parts = self._nodes(_flat(tree), of, depth)
        runs = [part.run for part in parts]

        def both(value: Any) -> Any:
            for run in runs:
                if not _is_true(found := run(value)):
                    break
            return found

        return _Compiled(both, 1 + sum(part.size for part in parts), None)

    def _not_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        inner = self.node(tree["children"][0], of, depth)
        return _Compiled(lambda value: not _is_true(inner.run(value)), inner.size + 1, None)

    def _multi_select_list(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        parts = self._nodes(tree["children"], of, depth)
        runs = [part.run for part in parts]
        size = 1 + sum(part.size for part in parts)
        return _Compiled(lambda value: None if value is None else [run(value) for run in runs], size, None)

    def _multi_select_dict(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        parts = [(pair["value"], self.node(pair["children"][0], of, depth)) for pair in tree["children"]]
        runs = [(name, part.run) for name, part in parts]
        size = 1 + sum(part.size for _, part in parts)
        return _Compiled(lambda value: None if value is None else {name: run(value) for name, run in runs}, size, None)

    def _expref(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        inner = self.node(tree["children"][0], of, depth)
        spend, run, cost = self._meter.spend, inner.run, inner.size + 1

        def visit(value: Any) -> Any:
            spend(cost)
            return run(value)

        reference = _library().reference(visit)
        return _Compiled(lambda _value: reference, inner.size + 1, None)

    def _function_expression(self, tree: dict[str, Any], of: Shape | None, depth: int) -> _Compiled:
        name, trees = tree["value"], tree["children"]
        library = _library()
        if not self._is_function(name, len(trees)):
            return _Compiled(lambda _value: None, 1, None)
        parts: list[_Compiled | None] = [
            None if child["type"] == "expref" else self.node(child, of, depth) for child in trees
        ]
        listed = next((part.shape.item for part in parts if part is not None and part.shape is not None), None)
        made = [part or self.node(child, listed, depth) for part, child in zip(parts, trees, strict=True)]
        runs = [part.run for part in made]
        weigh = self._shallow if name in _SHALLOW else self._measure

        def call(value: Any) -> Any:
            arguments = [run(value) for run in runs]
            for argument in arguments:
                weigh(argument)
            if name == "join" and len(arguments) == 2 and isinstance(arguments[1], list):
                self._weigh_join(*arguments)
            return library.call(name, arguments)

        of_result = made[-1].shape if name in ("reverse", "sort") else made[0].shape if name == "sort_by" else None
        return _Compiled(call, _CALL + sum(part.size for part in made), of_result)

    def _is_function(self, name: str, given: int) -> bool:
        table = _library().table
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
            # Of a partial list or structure nobody may ask for the length: it raises.
            self._meter.spend(1 + (len(value) if isinstance(value, list | dict) else 0))

    def _weigh_join(self, glue: Any, texts: list[Any]) -> None:
        if isinstance(glue, str):
            self._meter.spend(len(glue) * len(texts) // _TEXT_IN_A_STEP)


_SHALLOW = frozenset(
    {"keys", "length", "map", "max_by", "merge", "min_by", "not_null", "reverse", "sort_by", "to_array", "type",
     "values"}
)  # fmt: skip
"""Functions that do not look into the items of their arguments, or only by an expression, which counts for itself."""

_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda low, high: low < high,
    "gt": lambda low, high: low > high,
    "lte": lambda low, high: low <= high,
    "gte": lambda low, high: low >= high,
}


def _is_ordered(value: object) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool)


def _is_true(value: Any) -> bool:
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


class _Library:
    """jmespath's functions."""

    def __init__(self) -> None:
        from jmespath.exceptions import JMESPathError
        from jmespath.functions import Functions
        from jmespath.visitor import _Expression

        self._functions = Functions()
        self._reference = _Expression
        self._errors = (JMESPathError, ArithmeticError, ValueError, TypeError, RecursionError)
        self.table: dict[str, tuple[int, int | None]] = {}
        """The least and the most arguments of each function."""
        for name, entry in Functions.FUNCTION_TABLE.items():
            signature = entry["signature"]
            is_open = bool(signature) and bool(signature[-1].get("variadic"))
            self.table[name] = (len(signature), None if is_open else len(signature))

    def reference(self, visit: Run) -> Any:
        """``&expression`` as an argument."""
        return self._reference(None, _Visitor(visit))

    def call(self, name: str, arguments: list[Any]) -> Any:
        """The function ``name`` of ``arguments``; ``None`` where it cannot take them."""
        try:
            return self._functions.call_function(name, arguments)
        except self._errors:
            return None


class _Visitor(NamedTuple):
    """What jmespath's functions ask for the value of a reference."""

    run: Run

    def visit(self, _tree: Any, value: Any) -> Any:
        return self.run(value)


@cache
def _library() -> _Library:
    return _Library()
