"""The functions of JMESPath, as jmespath implements them: their numbers of arguments, and their results."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from recolint.base.named_tuple import NamedTuple

Run = Callable[[Any], Any]

SHALLOW = frozenset(
    {"keys", "length", "map", "max_by", "merge", "min_by", "not_null", "reverse", "sort_by", "to_array", "type",
     "values"}
)  # fmt: skip
"""Functions that do not look into the items of their arguments, or only by an expression, which counts for itself."""


class Library:
    """jmespath's functions."""

    def __init__(self) -> None:
        from jmespath.exceptions import JMESPathError
        from jmespath.functions import Functions
        from jmespath.visitor import _Expression

        self._functions = Functions()
        self._reference = _Expression
        self._errors = (JMESPathError, ArithmeticError, ValueError, TypeError, RecursionError)
        self.table: dict[str, tuple[int, int | None]] = {}
        """The minimum and maximum numbers of arguments of each function."""
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
    """An object that jmespath's functions call for the value of a reference."""

    run: Run

    def visit(self, _tree: Any, value: Any) -> Any:
        return self.run(value)


@cache
def library() -> Library:
    return Library()
