"""A request of a host as the text of a spec: an unknown value becomes a placeholder with its source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from recolint.base.finding import Route, dotted
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, visible
from recolint.fix.values import Context, string
from recolint.hosts.tree import Entry, HostRequest, Mapping, Node, Scalar, Sequence, Unknown
from recolint.request.contract import Shape
from recolint.request.contract.shapes import REQUEST

_NOT_A_NAME = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 40

Where = Callable[[Span], str]
"""A place of the host, for people: ``train.py:12``."""


class Placeholder(NamedTuple):
    """A value to fill in: its route, its placeholder, how the host writes it, and where."""

    route: Route
    text: str
    said: str
    where: str

    @property
    def shown(self) -> str:
        """The placeholder in a message."""
        return f"{dotted(self.route) or 'the request'}: {self.text} ({self.source})"

    @property
    def source(self) -> str:
        """Where the value comes from: an expression, or code that adds members."""
        return f"{self.said} at {self.where}" if self.said else f"{self.where} may add it"


class SpecText(NamedTuple):
    """The text of a spec, what is to be filled in, and what may be missing, a message each."""

    text: str
    placeholders: tuple[Placeholder, ...]
    notes: tuple[str, ...]


def as_yaml(request: HostRequest, where: Where, origin: str) -> SpecText:
    """``request`` as YAML, with a comment at each value that is unknown and each structure that may hold more."""
    made = _Yaml(where)
    whole = _completed(request.request, REQUEST)
    lines = [f"# Extracted from {visible(origin)}. recolint extract --check compares the two.\n"]
    lines += made.members(whole, (), "") if isinstance(whole, Mapping) else ()
    return SpecText("".join(lines), tuple(made.placeholders), tuple(_notes(whole, (), where)))


def as_json(request: HostRequest, where: Where) -> SpecText:
    """``request`` as JSON, which has no comments."""
    found: list[Placeholder] = []
    whole = _completed(request.request, REQUEST)
    text = json.dumps(_data(whole, (), where, found), indent=2, ensure_ascii=False, default=str)
    return SpecText(f"{text}\n", tuple(found), tuple(_notes(whole, (), where)))


def _completed(node: Node, shape: Shape | None) -> Node:
    """``node`` with the required members that the text does not show, as unknown values."""
    if isinstance(node, Sequence):
        item = shape.item if shape is not None else None
        return node._replace(items=tuple(_completed(one, item) for one in node.items))
    if not isinstance(node, Mapping):
        return node
    members, required = (shape.members, shape.required) if shape is not None else ({}, ())
    entries = []
    for entry in node.entries:
        value = _completed(entry.value, members.get(entry.name))
        if isinstance(value, Unknown) and entry.name in required:
            value = value._replace(optional=False)
        entries.append(entry._replace(value=value))
    if not node.whole:
        missing = [name for name in required if name not in {one.name for one in entries}]
        entries += (Entry(name, node.span, Unknown(node.span, "")) for name in missing)
    return node._replace(entries=tuple(entries))


def _notes(node: Node, route: Route, where: Where) -> Iterator[str]:
    """The members that the spec may lack, in the order of its members."""
    for entry in node.entries if isinstance(node, Mapping) else ():
        if isinstance(entry.value, Unknown) and entry.value.optional:
            yield f"{dotted((*route, entry.name))}: {entry.value.said} at {where(entry.value.span)} may set it"
        else:
            yield from _notes(entry.value, (*route, entry.name), where)
    for number, item in enumerate(node.items if isinstance(node, Sequence) else ()):
        yield from _notes(item, (*route, number), where)
    if isinstance(node, Mapping | Sequence) and not node.whole:
        what = "members" if isinstance(node, Mapping) else "items"
        yield f"{dotted(route) or 'the request'}: {where(node.span)} may add more {what}"


def _placeholder(node: Unknown, route: Route, where: Where) -> Placeholder:
    said = node.said or str(route[-1])
    word = _NOT_A_NAME.sub("_", said).strip("_")[:_LONGEST] or "value"
    return Placeholder(route, f"<{word}>", visible(node.said), where(node.span))


def _data(node: Node, route: Route, where: Where, found: list[Placeholder]) -> Any:
    if isinstance(node, Mapping):
        return {
            one.name: _data(one.value, (*route, one.name), where, found)
            for one in node.entries
            if not _is_optional(one)
        }
    if isinstance(node, Sequence):
        return [_data(one, (*route, number), where, found) for number, one in enumerate(node.items)]
    if isinstance(node, Scalar):
        return node.value
    found.append(_placeholder(node, route, where))
    return found[-1].text


def _is_optional(entry: Entry) -> bool:
    """Whether the host may leave the member out: then nothing need be filled in."""
    return isinstance(entry.value, Unknown) and entry.value.optional


class _Yaml:
    """Writes YAML in block style, and keeps the placeholders."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self.placeholders: list[Placeholder] = []

    def members(self, node: Mapping, route: Route, indentation: str) -> Iterator[str]:
        """The lines of the members of ``node``."""
        for entry in {one.name: one for one in node.entries}.values():
            if _is_optional(entry) and isinstance(entry.value, Unknown):
                said, where = visible(entry.value.said), visible(self._where(entry.value.span))
                yield f"{indentation}# {entry.name} may be set: {said} at {where}.\n"
                continue
            name = string(entry.name, Context.BLOCK_KEY)
            yield from self._entry(f"{indentation}{name}:", entry.value, (*route, entry.name), indentation + "  ")
        if not node.whole:
            yield f"{indentation}# {visible(self._where(node.span))} may add more members here.\n"

    def _entry(self, head: str, node: Node, route: Route, indentation: str) -> Iterator[str]:
        if isinstance(node, Mapping) and node.entries:
            yield f"{head}\n"
            yield from self.members(node, route, indentation)
        elif isinstance(node, Sequence) and node.items:
            yield f"{head}\n"
            yield from self._items(node, route, indentation)
        else:
            yield f"{head} {self._scalar(node, route)}\n"

    def _items(self, node: Sequence, route: Route, indentation: str) -> Iterator[str]:
        for number, item in enumerate(node.items):
            if isinstance(item, Mapping) and item.entries:
                first, *rest = self.members(item, (*route, number), indentation + "  ")
                yield f"{indentation}- {first.lstrip(' ')}"
                yield from rest
            elif isinstance(item, Sequence) and item.items:
                yield f"{indentation}-\n"
                yield from self._items(item, (*route, number), indentation + "  ")
            else:
                yield f"{indentation}- {self._scalar(item, (*route, number))}\n"
        if not node.whole:
            yield f"{indentation}# {visible(self._where(node.span))} may add more items here.\n"

    def _scalar(self, node: Node, route: Route) -> str:
        if isinstance(node, Unknown):
            one = _placeholder(node, route, self._where)
            self.placeholders.append(one)
            return f"{one.text}  # {visible(one.source)}"
        if isinstance(node, Mapping | Sequence):
            empty = "{}" if isinstance(node, Mapping) else "[]"
            return empty if node.whole else f"{empty}  # {visible(self._where(node.span))} may add more"
        value = node.value
        return string(value, Context.BLOCK) if isinstance(value, str) else json.dumps(value, default=str)
