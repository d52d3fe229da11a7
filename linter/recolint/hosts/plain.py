"""Nodes of ``tree`` as plain data."""

from __future__ import annotations

from typing import Any

from recolint.hosts.tree import Mapping, Node, Scalar, Sequence


def plain(node: Node) -> Any:
    """``node`` as plain data, with ``None`` for each unknown. Of members of the same name, the last counts."""
    if isinstance(node, Mapping):
        return {entry.name: plain(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value if isinstance(node, Scalar) else None


def member(node: Node | None, *names: str) -> Node | None:
    """The value below ``node`` that ``names`` lead to; ``None`` if there is no such member."""
    for name in names:
        if not isinstance(node, Mapping):
            return None
        node = next((entry.value for entry in reversed(node.entries) if entry.name == name), None)
    return node


def text_of(node: Node | None) -> str | None:
    """The text in ``node``; ``None`` if it is anything else."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None
