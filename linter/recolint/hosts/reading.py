"""The readings of parts of a file together, and in the places of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recolint.base.text import Span
from recolint.hosts.traced import Traced
from recolint.hosts.tree import Entry, HostReading, Mapping, Node, Sequence


def joined(readings: Iterable[HostReading]) -> HostReading:
    """All of ``readings``, in order of place."""
    every = list(readings)
    return HostReading(
        tuple(sorted((one for reading in every for one in reading.requests), key=lambda one: one.span)),
        tuple(sorted((one for reading in every for one in reading.faults), key=lambda one: one.span)),
        tuple(sorted((one for reading in every for one in reading.files), key=lambda one: one.span)),
    )


def moved(reading: HostReading, block: Traced) -> HostReading:
    """``reading`` of the text of ``block`` alone, with the places of the file that the block is in."""

    def move(span: Span) -> Span:
        return block.span(*span)

    return HostReading(
        tuple(
            one._replace(span=move(one.span), request=request)
            for one in reading.requests
            if isinstance(request := _moved(one.request, move), Mapping)
        ),
        tuple(one._replace(span=move(one.span)) for one in reading.faults),
        tuple(one._replace(span=move(one.span)) for one in reading.files),
    )


def _moved(node: Node, move: Callable[[Span], Span]) -> Node:
    span = move(node.span)
    if isinstance(node, Mapping):
        entries = (Entry(one.name, move(one.name_span), _moved(one.value, move)) for one in node.entries)
        return Mapping(tuple(entries), span, node.whole)
    if isinstance(node, Sequence):
        return Sequence(tuple(_moved(one, move) for one in node.items), span, node.whole)
    return node._replace(span=span)
