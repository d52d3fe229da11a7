"""The outline of a spec: its members as symbols, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from recolint.base.finding import Route
from recolint.base.text import Source, Span
from recolint.document import Document, Entry, Reading
from recolint.request.job import CategoricalParameter, Endpoint, EndpointConfiguration, Tag


@dataclass
class Symbol:
    """A member or an item: its name, a detail, its whole text, the text of its name, and what is in it."""

    name: str
    detail: str
    span: Span
    name_span: Span
    is_list: bool
    is_structure: bool
    children: list[Symbol] = field(default_factory=list)


def symbols(reading: Reading) -> list[Symbol]:
    """The symbols of all documents, in order of the text."""
    roots: list[Symbol] = []
    for document in reading.documents:
        by_route: dict[Route, Symbol] = {}
        for entry in document.entries():
            if not entry.route:
                continue
            made = _symbol(document, entry)
            by_route[entry.route] = made
            above = by_route.get(entry.route[:-1])
            (roots if above is None else above.children).append(made)
    for root in roots:
        _widen(root)
    return roots


def folds(reading: Reading) -> Iterator[tuple[int, int]]:
    """First and last line (from 0) of each structure and list that is longer than a line."""
    for document in reading.documents:
        for entry in document.entries():
            if not entry.route or not isinstance(document.value(entry.route), dict | list):
                continue
            first = document.source.position((entry.key or entry.value).start).line - 1
            last = document.source.position(_end(document.source, entry.value)).line - 1
            if last > first:
                yield first, last


def _end(source: Source, span: Span) -> int:
    """The end of ``span`` without the blank lines and comments that YAML counts to it."""
    return span.start + len(source.text[span.start : span.end].rstrip())


_NAMING = (CategoricalParameter.name, Tag.key, EndpointConfiguration.instance_type, Endpoint.name)
"""The members with the names of list items."""


def _symbol(document: Document, entry: Entry) -> Symbol:
    value = document.value(entry.route)
    key = entry.key or Span(entry.value.start, entry.value.start)
    step = entry.route[-1]
    name = str(step) if isinstance(step, str) else f"[{step}]"
    detail = "" if isinstance(value, dict | list) else str(value)
    if isinstance(value, dict):
        named = (value.get(member.name) for member in _NAMING)
        detail = next((str(one) for one in named if isinstance(one, str)), "")
    span = Span(key.start, max(key.end, _end(document.source, entry.value)))
    return Symbol(name or '""', detail[:80], span, key, isinstance(value, list), isinstance(value, dict))


def _widen(symbol: Symbol) -> None:
    """Make each symbol hold those within it, as the protocol requires, also where an alias leads elsewhere."""
    for child in symbol.children:
        _widen(child)
    inner: Iterable[Span] = [child.span for child in symbol.children]
    start = min([symbol.span.start, *(span.start for span in inner)])
    end = max([symbol.span.end, *(span.end for span in inner)])
    symbol.span = Span(start, end)
