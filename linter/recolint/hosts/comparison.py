"""Where a spec differs from the request of a host that it was extracted from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from recolint.base.finding import Route, dotted
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, visible
from recolint.hosts.plain import plain
from recolint.hosts.tree import Mapping, Node, Sequence, Unknown

_LONGEST = 60
"""Characters of a value that a message shows."""


class Difference(NamedTuple):
    """A value that differs, or that one of the two lacks. ``span`` is the place in the host."""

    route: Route
    message: str
    span: Span

    @property
    def shown(self) -> str:
        """The difference in a message."""
        return f"{dotted(self.route) or 'the request'}: {self.message}"


def differences(node: Node, data: object, route: Route = ()) -> Iterator[Difference]:
    """How ``data``, the part of a spec at ``route``, differs from ``node``. An unknown value may be anything."""
    if isinstance(node, Unknown):
        return
    if isinstance(node, Mapping) and isinstance(data, dict):
        yield from _members(node, data, route)
    elif isinstance(node, Sequence) and isinstance(data, list):
        yield from _items(node, data, route)
    elif not _same(plain(node), data):
        yield Difference(route, f"the code has {_shown(plain(node))}, the spec has {_shown(data)}", node.span)


def _members(node: Mapping, data: dict[Any, Any], route: Route) -> Iterator[Difference]:
    members = {entry.name: entry.value for entry in node.entries}
    for name, value in members.items():
        if name in data:
            yield from differences(value, data[name], (*route, name))
        elif not isinstance(value, Unknown):
            yield Difference((*route, name), "the spec lacks it", value.span)
    if node.whole:
        for name in data:
            if name not in members:
                yield Difference((*route, str(name)), "the code lacks it", node.span)


def _items(node: Sequence, data: list[Any], route: Route) -> Iterator[Difference]:
    if len(data) < len(node.items) or (node.whole and len(data) > len(node.items)):
        found = f"the code has {len(node.items)} items, the spec has {len(data)}"
        yield Difference(route, found, node.span)
        return
    for number, (item, value) in enumerate(zip(node.items, data, strict=False)):
        yield from differences(item, value, (*route, number))


def _same(one: object, other: object) -> bool:
    """Whether both are the same for AWS: ``True`` is not a number."""
    return isinstance(one, bool) is isinstance(other, bool) and one == other


def _shown(value: object) -> str:
    text = visible(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
