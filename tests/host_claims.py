"""Compare the request that a reader finds in code with the request that the code sends."""

from __future__ import annotations

from typing import Any

from recolint.hosts.tree import Mapping, Node, Scalar, Unknown

Plain = Any


def told(node: Node) -> Plain:
    """A tree as JSON: ``<said>`` is unknown, ``<said>?`` may be missing too, ``...`` says that more may follow."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Unknown):
        return f"<{node.said}>{'?' if node.optional else ''}"
    if isinstance(node, Mapping):
        return {entry.name: told(entry.value) for entry in node.entries} | ({} if node.whole else {"...": "..."})
    return [told(item) for item in node.items] + ([] if node.whole else ["..."])


def contradiction(node: Node, value: Any, path: str = "") -> str | None:  # noqa: C901 - a table of kinds
    """Where ``node`` claims what ``value`` is not; ``None`` if all of its claims hold."""
    if isinstance(node, Unknown):
        return None
    if isinstance(node, Scalar):
        same = type(node.value) is type(value) and node.value == value
        return None if same else f"{path}: {node.value!r} was {value!r}"
    if isinstance(node, Mapping):
        if not isinstance(value, dict):
            return f"{path}: a mapping was {value!r}"
        names = {entry.name: entry.value for entry in node.entries}
        if node.whole and not value.keys() <= names.keys():
            return f"{path}: {sorted(map(str, value.keys() - names.keys()))} was not claimed"
        for name, entry in names.items():
            if name in value:
                found = contradiction(entry, value[name], f"{path}/{name}")
            else:
                found = None if isinstance(entry, Unknown) and entry.optional else f"{path}/{name} was missing"
            if found:
                return found
        return None
    if not isinstance(value, list | tuple):
        return f"{path}: a list was {value!r}"
    if len(node.items) > len(value) or (node.whole and len(node.items) != len(value)):
        return f"{path}: {len(node.items)} items were {len(value)}"
    for index, item in enumerate(node.items):
        found = contradiction(item, value[index], f"{path}/{index}")
        if found:
            return found
    return None


def leaves(node: Node) -> tuple[int, int]:
    """How many leaves of a tree are known, and how many there are."""
    if isinstance(node, Scalar | Unknown):
        return (int(isinstance(node, Scalar)), 1)
    parts = [entry.value for entry in node.entries] if isinstance(node, Mapping) else list(node.items)
    counts = [leaves(part) for part in parts]
    return sum(known for known, _ in counts), sum(all_ for _, all_ in counts)
