"""The parts of syntax. A large file has millions; ``ast`` takes twice as long to list them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

_PLAIN = frozenset(
    ["arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "kwd_attrs",
     "level", "module", "op", "ops", "rest", "simple", "type_comment"]
)  # fmt: skip
"""Fields without nodes, apart from the kinds of operators, and whether a name is read or bound."""


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        fields = self[kind] = tuple(name for name in kind._fields if name not in _PLAIN)
        return fields


_FIELDS = _Fields()


def children(node: ast.AST) -> list[ast.AST]:
    """The nodes directly in ``node``, in order, without operators and contexts."""
    found: list[ast.AST] = []
    for name in _FIELDS[type(node)]:
        value = getattr(node, name, None)
        if isinstance(value, list):
            found += [item for item in value if isinstance(item, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def walk(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """``nodes`` and all in them, without operators and contexts, in no order."""
    todo = list(nodes)
    while todo:
        node = todo.pop()
        yield node
        todo += children(node)
