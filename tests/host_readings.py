"""The result of a reader of hosts, in a form that tests can compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from recolint.hosts.tree import HostReading, HostRequest, Mapping, Node, Sequence, Unknown


@dataclass(frozen=True)
class Hidden:
    """A value that the host does not tell."""

    said: str


class More(dict[str, Any]):
    """A structure that may have more members."""


def nothing(_path: str) -> None:
    """No file is beside the host."""


def told(node: Node) -> Any:
    """``node`` as plain data: ``Hidden`` for an unknown value, ``...`` ends a list that may have more items."""
    if isinstance(node, Mapping):
        members = {entry.name: told(entry.value) for entry in node.entries}
        return members if node.whole else More(members)
    if isinstance(node, Sequence):
        return [*map(told, node.items), *([] if node.whole else [...])]
    return Hidden(node.said) if isinstance(node, Unknown) else node.value


def requests(reading: HostReading) -> list[Any]:
    """The known values of each request. Fails if the reader reports a fault."""
    assert reading.faults == ()
    return [told(one.request) for one in reading.requests]


def literals(text: str, one: HostRequest) -> dict[str, str]:
    """Each scalar of the request by its dotted name, as the file writes it."""
    found: dict[str, str] = {}

    def visit(node: Node, name: str) -> None:
        assert 0 <= node.span.start <= node.span.end <= len(text)
        if isinstance(node, Mapping):
            for entry in node.entries:
                assert 0 <= entry.name_span.start <= entry.name_span.end <= len(text)
                visit(entry.value, f"{name}.{entry.name}")
        elif isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                visit(item, f"{name}.{index}")
        else:
            found[name.strip(".")] = text[node.span.start : node.span.end]

    visit(one.request, "")
    return found
