"""DataInputConfig: names and shapes of a model's inputs, as text within the spec."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from recolint.plugin import Any, NamedTuple


class DataInput(NamedTuple):
    """The inputs: shapes by name, or a list of shapes. ``is_json`` is false for a Python literal."""

    inputs: dict[str, Any] | list[Any]
    is_json: bool

    def shapes(self) -> Iterator[tuple[str, Any]]:
        """Each input's name, or its number if it does not have one, and its shape."""
        if isinstance(self.inputs, dict):
            yield from ((repr(name), shape) for name, shape in self.inputs.items())
        else:
            yield from ((f"number {number}", shape) for number, shape in enumerate(self.inputs))


@lru_cache(maxsize=16)
def read(text: str) -> DataInput | None:
    """The inputs in ``text``, as JSON or a Python literal; ``None`` if it is neither, or not an object or a list.
    Python literals are read because AWS's guide to Neo has them. Never raises; the contract limits ``text`` to 1,024
    characters. Rules share the result: do not change it.
    """
    try:
        return _checked(json.loads(text), is_json=True)
    except (ValueError, RecursionError):
        return _literal(text)


def _literal(text: str) -> DataInput | None:
    # Both are slow to import, and only text that is not JSON needs them.
    import ast
    import warnings

    with warnings.catch_warnings():
        # Python warns about invalid escapes in the text; these warnings are not for users.
        warnings.simplefilter("ignore")
        try:
            return _checked(ast.literal_eval(text), is_json=False)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return None


def _checked(value: Any, *, is_json: bool) -> DataInput | None:
    if isinstance(value, list) or (isinstance(value, dict) and all(isinstance(name, str) for name in value)):
        return DataInput(value, is_json)
    return None


def is_shape(value: Any) -> bool:
    """Whether ``value`` is a shape: a list of positive integers, not empty."""
    return isinstance(value, list | tuple) and len(value) > 0 and all(type(size) is int and size > 0 for size in value)
