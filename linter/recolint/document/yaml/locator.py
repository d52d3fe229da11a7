"""From the events of a YAML text to the places of its values. The slow way; the builder has read the text before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from recolint.base.text import Span
from recolint.document.faults import StopError
from recolint.document.places import Place, Tree, Via
from recolint.document.yaml.events import EventKind, Stream
from recolint.document.yaml.scalars import Scalars, Special, Step, UnreadableError, member
from recolint.document.yaml.text import block_scalar, comments, empty_value, node_of

_Children = dict[str | int, Place]


@dataclass(frozen=True, slots=True)
class _Merge:
    """The members that a merge key brings, and the key with its alias; ``None`` for members that it is itself given."""

    children: _Children
    span: Span | None


@dataclass(slots=True)
class _Open:
    """A collection that is not yet closed. ``end`` is where the last thing in it ends; ``step`` as in the builder."""

    event: Any
    place: Place
    children: _Children
    step: str | Step | None
    end: int
    key: Span
    merged: list[_Merge] = field(default_factory=list)


@dataclass(slots=True)
class _Document:
    """The state of one document. Its comments are between ``start`` and ``end``, outside ``opaque``."""

    start: int
    end: int
    root: Place
    opaque: list[Span] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Place, Any]] = field(default_factory=dict)
    """The anchored places and, for scalars, what they read as."""
    is_empty: bool = False

    def tree(self, text: str) -> Tree:
        return Tree(self.root, tuple(comments(text, self.start, self.end, self.opaque)))


class Locator:
    """Finds the places of the first ``count`` documents of a text. The rest of the text may be broken."""

    def __init__(self, text: str, stream: Stream, count: int) -> None:
        self._text = text
        self._may_have_comments = "#" in text
        self._events = stream.events
        self._scalars: Scalars = stream.scalars
        self._count = count
        self._done: list[_Document] = []
        self._document = _Document(0, 0, Place(Span(0, 0)))

    def run(self) -> tuple[Tree, ...]:
        """The trees of the documents, in order."""
        with suppress(StopError):  # the builder has said why; the documents before are whole
            self._read()
        return tuple(document.tree(self._text) for document in self._done)

    def _read(self) -> None:
        handlers: dict[EventKind, Callable[[Any], None]] = {
            EventKind.DOCUMENT_END: self._end_document,
            EventKind.SCALAR: self._scalar,
            EventKind.ALIAS: self._alias,
            EventKind.LIST_START: self._open_list,
            EventKind.MAPPING_START: self._open_mapping,
            EventKind.LIST_END: self._close,
            EventKind.MAPPING_END: self._close,
        }
        for kind, event in self._events:
            handler = handlers.get(kind)
            if handler is not None:
                handler(event)
            elif kind is EventKind.DOCUMENT_START:
                if len(self._done) == self._count:
                    return
                self._scalars.start_document()
            elif kind is EventKind.STREAM_END and self._done:
                # No other document follows that the last comments could belong to.
                self._done[-1].end = len(self._text)

    def _end_document(self, event: Any) -> None:
        document = self._document
        document.end = event.start_mark.index
        if document.is_empty:
            # It has no number; the comments around it belong to the next one.
            document.is_empty = False
            document.anchors.clear()
            return
        self._done.append(document)
        self._document = _Document(document.end, document.end, Place(Span(0, 0)))

    def _scalar(self, event: Any) -> None:
        document, anchor, style = self._document, event.anchor, event.style
        start = content = event.start_mark.index
        end = event.end_mark.index
        is_nothing = start == end
        document.is_empty = is_nothing and not document.stack
        if anchor is not None or event.ctag is not None:
            node = node_of(self._text, event)
            start, content = node.start, node.content
        if style and style in "|>":
            parent = document.stack[-1].place.value.start if document.stack else None
            lines, end = block_scalar(self._text, content, end, parent)
            self._cover(lines, max(lines, end))
        elif style or content < end:
            self._cover(content, end)
        elif is_nothing:
            start = end = self._empty(end)
        place = Place(Span(start, end))
        value = self._value(event) if anchor is not None or self._key_is_due() else None
        if anchor is not None:
            document.anchors[anchor] = (place, value)
        self._put(place, value)

    def _cover(self, start: int, end: int) -> None:
        """Note that no comment is in the scalar from ``start`` to ``end``."""
        if self._may_have_comments:
            self._document.opaque.append(Span(start, end))

    def _empty(self, mark: int) -> int:
        """The offset of the empty scalar that the parser reports at ``mark``."""
        top = self._document.stack[-1] if self._document.stack else None
        if top is None or top.step is None or top.step is Step.KEY:
            return mark
        return empty_value(self._text, top.key.end, mark)

    def _value(self, event: Any) -> Any:
        """The value of a scalar, as far as it matters for a key."""
        try:
            return self._scalars.read(event)
        except UnreadableError:
            return Special.LOST

    def _alias(self, event: Any) -> None:
        anchor, value = self._document.anchors.get(event.anchor, (None, None))
        span = Span(event.start_mark.index, event.end_mark.index)
        children = anchor.children if anchor is not None else None
        self._put(Place(span, children=children, via=Via.ALIAS, anchor=anchor), value)

    def _open_list(self, event: Any) -> None:
        self._open(event, None)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, Step.KEY)

    def _open(self, event: Any, step: Step | None) -> None:
        is_plain = event.anchor is None and event.ctag is None
        start = event.start_mark.index if is_plain else node_of(self._text, event).start
        children: _Children = {}
        place = Place(Span(start, start), children=children)
        if event.anchor is not None:
            self._document.anchors[event.anchor] = (place, None)
        self._document.stack.append(_Open(event, place, children, step, start, place.value))

    def _close(self, event: Any) -> None:
        closed = self._document.stack.pop()
        # A block collection's mark is at the next token, behind comments and blank lines.
        end = event.end_mark.index if self._has_brackets(closed.event) else closed.end
        closed.place.value = Span(closed.place.value.start, end)
        if closed.merged:
            _merge(closed.merged, closed.children)
        self._put(closed.place, None)

    def _has_brackets(self, event: Any) -> bool:
        start, end = event.start_mark.index, event.end_mark.index
        return start < end and self._text[end - 1] in "[{" and bool(event.flow_style)

    def _key_is_due(self) -> bool:
        return bool(self._document.stack) and self._document.stack[-1].step is Step.KEY

    def _put(self, place: Place, value: Any) -> None:
        """Add the place of a complete value to its collection; ``value`` is its data, used where a key is required."""
        if not self._document.stack:
            self._document.root = place
            return
        top = self._document.stack[-1]
        top.end = place.value.end
        if top.step is None:
            top.children[len(top.children)] = place
            return
        if top.step is Step.KEY:
            top.key, top.step = place.value, member(value)
            return
        if isinstance(top.step, str):
            place.key = top.key
            # A key given again takes the place of its last value, as in the data.
            top.children.pop(top.step, None)
            top.children[top.step] = place
        elif top.step is Step.MERGE and place.children is not None:
            top.merged += _sources(place, top.key)
        top.step = Step.KEY


def _merge(sources: Iterable[_Merge], children: _Children) -> None:
    """Add the members that ``sources`` bring to ``children``, except those that they have."""
    merged = {step: (place, source.span) for source in sources for step, place in source.children.items()}
    for step in merged.keys() - children.keys():
        place, span = merged[step]
        children[step] = Place(place.value, place.key, place.children, Via.MERGE, place.anchor, span)


def _sources(given: Place, key: Span) -> list[_Merge]:
    """The members that the merge key at ``key`` brings, weakest first, from the mapping or list of them ``given``."""
    places = (
        [given] if given.children is not None and 0 not in given.children else reversed((given.children or {}).values())
    )
    return [
        _Merge(place.children, Span(key.start, place.value.end) if Via.ALIAS in (place.via, given.via) else None)
        for place in places
        if place.children is not None
    ]
