"""``--query``: JMESPath, which boto3 brings along."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from recolint.base.errors import UserError

_ALONE = "the result contains an expression (&...), which cannot be printed"


def compiled(expression: str) -> Callable[[Any], Any]:
    """The function that ``expression`` stands for: from plain data to plain data.

    Raises ``UserError``, as that function does: for data that the expression does not fit, and for a result that
    is not data. Functions that JMESPath does not have are found here, on whatever branch they are.
    """
    # Imported here: most commands do without.
    import jmespath

    try:
        found: Any = jmespath.compile(expression)
        problems = list(_problems(found.parsed))
    except Exception as error:
        # Beside its own errors the library raises others, for deep nesting or a step of 0, say.
        raise UserError(f"--query: {_words(error)}") from error
    if problems:
        raise UserError(f"--query: {problems[0]}")

    def search(answer: Any) -> Any:
        try:
            result = found.search(answer)
        except Exception as error:
            raise UserError(f"--query: {_words(error)}") from error
        if not _is_data(result):
            raise UserError(f"--query: {_ALONE}")
        return result

    return search


def _problems(parsed: Any) -> Iterator[str]:
    """The errors of ``parsed`` for any data, which the library reports late or never."""
    from jmespath.functions import Functions

    nodes: list[Any] = [{"type": "whole", "children": [parsed]}]
    while nodes:
        node = nodes.pop()
        if not isinstance(node, dict):
            continue
        nodes += node["children"]
        if node["type"] != "function_expression":
            if any(map(_is_reference, node["children"])):
                yield _ALONE
        else:
            name, given = node["value"], len(node["children"])
            known = Functions.FUNCTION_TABLE.get(name)
            if known is None:
                yield f"unknown function {name}()"
            elif not _takes(known["signature"], given):
                yield f"{name}() takes {len(known['signature'])} arguments, found {given}"


def _is_reference(node: Any) -> bool:
    return isinstance(node, dict) and node["type"] == "expref"


def _takes(signature: Any, given: int) -> bool:
    is_open = bool(signature) and signature[-1].get("variadic", False)
    return given >= len(signature) if is_open else given == len(signature)


def _is_data(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    if isinstance(value, list):
        return all(map(_is_data, value))
    return value is None or isinstance(value, (str, int, float))


def _words(error: Exception) -> str:
    return "the expression is nested too deeply" if isinstance(error, RecursionError) else str(error)
