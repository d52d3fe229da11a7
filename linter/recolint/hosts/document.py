"""Requests in code as documents: the same plain data, places and gaps as a spec has, so that every rule reads them."""

from __future__ import annotations

from typing import Any

from recolint.base.finding import Route
from recolint.base.text import Format, Source, Span
from recolint.document import Document
from recolint.document.model import Comment
from recolint.document.places import Place, Places, Tree
from recolint.hosts.comments import assigned, comments
from recolint.hosts.kinds import HostKind
from recolint.hosts.plain import plain
from recolint.hosts.tree import HIDDEN_REGION, HostReading, HostRequest, Mapping, Node, Sequence, Unknown


def documents(source: Source, reading: HostReading, kind: HostKind) -> tuple[Document, ...]:
    """A document for each request of ``reading``, in order; the number of the request is its index."""
    given = assigned(comments(source.text, kind), reading.requests)
    trees = tuple(_tree(one, told) for one, told in zip(reading.requests, given, strict=True))
    places = Places(lambda: trees)
    return tuple(_document(source, index, one, places) for index, one in enumerate(reading.requests))


def _document(source: Source, index: int, request: HostRequest, places: Places) -> Document:
    made = Document(source, index, Format.CODE, plain(request.request), places)
    unknown: set[Route] = set()
    opened: set[Route] = set()
    _gaps(request.request, (), unknown, opened)
    made.unknown, made.open = frozenset(unknown), frozenset(opened)
    made.region = request.region or None
    made.has_hidden_region = request.region == HIDDEN_REGION
    made.is_record = not request.submits
    return made


def _gaps(node: Node, route: Route, unknown: set[Route], opened: set[Route]) -> None:
    if isinstance(node, Unknown):
        unknown.add(route)
        return
    if isinstance(node, Mapping | Sequence) and not node.whole:
        opened.add(route)
    for step, below in _children(node):
        _gaps(below, (*route, step), unknown, opened)


def _tree(request: HostRequest, told: tuple[Comment, ...]) -> Tree:
    # What is missing shows at the call.
    root = _place(request.request, None)
    root.value = request.span
    return Tree(root, told)


def _place(node: Node, key: Span | None) -> Place:
    children: dict[str | int, Place] | None = None
    if isinstance(node, Mapping):
        children = {entry.name: _place(entry.value, entry.name_span) for entry in node.entries}
    elif isinstance(node, Sequence):
        children = {number: _place(item, None) for number, item in enumerate(node.items)}
    return Place(node.span, key, children)


def _children(node: Node) -> Any:
    if isinstance(node, Mapping):
        # Of members of the same name the last counts.
        return {entry.name: entry.value for entry in node.entries}.items()
    return enumerate(node.items) if isinstance(node, Sequence) else ()
