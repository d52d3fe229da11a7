"""From the events of a YAML text to plain data and faults, as the AWS CLI would read it and with bounds.

Streaming: nothing but the data, the open collections and the anchors of one document is held, and no events of a
long text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from recolint.base.text import Span
from recolint.document import limits
from recolint.document.faults import StopError, character
from recolint.document.model import Fault
from recolint.document.roots import empty_document, not_a_mapping
from recolint.document.yaml import faults
from recolint.document.yaml.events import EventKind, Stream
from recolint.document.yaml.opening import Anchor, Open, OpenDocument
from recolint.document.yaml.scalars import Scalars, Special, Step, UnreadableError, member
from recolint.document.yaml.text import Node, node_of

# Once for each value: on Python 3.11, reading a member off its Enum takes longer than the rest of the test.
_KEY, _MERGE, _DROPPED = Step.KEY, Step.MERGE, Step.DROPPED


def _pass_over(_event: Any) -> None:
    """The start and end of the stream say nothing."""


class Builder:
    """Builds the documents of one text. ``run`` once; then ``documents`` and ``faults`` hold what there was."""

    def __init__(self, text: str, stream: Stream) -> None:
        self.documents: list[tuple[int, dict[str, Any]]] = []
        """The documents that can be looked at, each with its number among those that are not empty."""
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        """The documents that are empty, or not the first."""
        self.stream = stream
        self._text = text
        self._scalars: Scalars = stream.scalars
        self._index = 0
        self._start = Span(0, 0)
        """Where the document starts: its ``---``, if it has one."""
        self._file_size = 0
        self._earlier_anchors: set[str] = set()
        """The values of the documents before this one."""
        self._document = OpenDocument()
        self._started = 0
        self._is_cut_short = False
        """Whether the last document ended without a marker, and no other has started yet."""

    def run(self) -> None:
        """Read all documents, or those before the first fault that ends the reading."""
        handlers: dict[EventKind, Callable[[Any], None]] = {
            EventKind.DOCUMENT_START: self._start_document,
            EventKind.DOCUMENT_END: self._end_document,
            EventKind.SCALAR: self._scalar,
            EventKind.ALIAS: self._alias,
            EventKind.LIST_START: self._open_list,
            EventKind.MAPPING_START: self._open_mapping,
            EventKind.LIST_END: self._close,
            EventKind.MAPPING_END: self._close,
        }
        by_kind = [handlers.get(kind, _pass_over) for kind in EventKind]
        try:
            for kind, event in self.stream.events:
                by_kind[kind](event)
        except StopError as stop:
            if self._is_cut_short:
                # What follows does not start a document: it is text of the last one that the parser cannot place.
                self._index -= 1
                self.documents = [one for one in self.documents if one[0] != self._index]
            route = self._document.collection_route()
            self.faults += [*self._document.faults, stop.fault._replace(index=self._index, route=route)]

    def _start_document(self, event: Any) -> None:
        self._is_cut_short = False
        self._started += 1
        self._document = OpenDocument()
        self._start = Span(event.start_mark.index, event.end_mark.index)
        self._scalars.start_document()
        self._file_size += limits.DOCUMENT_WEIGHT
        self._count(0, event)

    def _end_document(self, end: Any) -> None:
        document, self._document = self._document, OpenDocument()
        self._earlier_anchors |= document.anchors.keys()
        root, event = document.root, document.root_event
        if root is None and event.start_mark.index == event.end_mark.index:
            self.remarks.append(empty_document(self._start, max(self._index - 1, 0)))
            return
        if self._started > 1:
            self.remarks.append(faults.several_documents(self._start, self._index))
        if not document.is_lost:
            if isinstance(root, dict):
                self.documents.append((self._index, root))
            else:
                start = self._node(event).content
                span = Span(start, start + 1 if isinstance(root, list) else event.end_mark.index)
                document.faults.append(not_a_mapping(root, span, self._index))
        self.faults += sorted(document.faults, key=lambda fault: fault.span)
        self._index += 1
        self._file_size += document.size
        self._is_cut_short = not end.explicit

    def _scalar(self, event: Any) -> None:
        value = self._read(event)
        if event.anchor is not None:
            self._document.anchors[event.anchor] = Anchor(value)
        self._leaf(value, event, 1)

    def _read(self, event: Any) -> Any:
        """The value of the scalar; ``Special.LOST`` when it cannot be read."""
        if event.ctag is not None and not event.implicit[0] and not self._scalars.takes(str(event.ctag)):
            self._refuse_tag(event, "a scalar")
        try:
            return self._scalars.read(event)
        except UnreadableError as error:
            self._lose(faults.unreadable(self._content(event), event.value, str(error)))
            return Special.LOST

    def _alias(self, event: Any) -> None:
        document = self._document
        span = Span(event.start_mark.index, event.end_mark.index)
        anchor = document.anchors.get(event.anchor)
        if anchor is None:
            self._lose(self._undefined(span, event.anchor))
            self._leaf(Special.LOST, event, 1)
        elif anchor.is_open:
            self._lose(faults.cycle(span, event.anchor))
            self._leaf(Special.LOST, event, 1)
        else:
            if document.size + anchor.size > limits.MAX_VALUES:
                raise StopError(faults.alias_bomb(span, event.anchor, limits.MAX_VALUES))
            if len(document.stack) + anchor.height > limits.MAX_DEPTH:
                raise StopError(limits.too_deep(span))
            self._raise_height(anchor.height)
            self._leaf(anchor.value, event, anchor.size)

    def _undefined(self, span: Span, name: str) -> Fault:
        return faults.undefined_alias(
            span,
            name,
            in_earlier_document=name in self._earlier_anchors,
            in_later_text=re.compile(rf"&{re.escape(name)}(?![^\s,\[\]{{}}])").search(self._text, span.end) is not None,
        )

    def _leaf(self, value: Any, event: Any, size: int) -> None:
        """Take a scalar or an alias."""
        document = self._document
        document.last_end = event.end_mark.index
        if not (document.stack and document.stack[-1].step is _KEY):
            self._count(size, event)
            if isinstance(value, Special) and value is not Special.LOST:
                self._lose(faults.special_value(self._content(event), value.value))
                value = Special.LOST
        self._give(value, event)

    def _open_list(self, event: Any) -> None:
        self._open(Open([], event, None, self._document.size), "a list")

    def _open_mapping(self, event: Any) -> None:
        self._open(Open({}, event, _KEY, self._document.size), "a mapping")

    def _open(self, opened: Open, what: str) -> None:
        event, document = opened.event, self._document
        self._count(1, event)
        if len(document.stack) >= limits.MAX_DEPTH:
            raise StopError(limits.too_deep(character(self._text, self._node(event).content)))
        if not event.implicit and not self._scalars.fits(str(event.ctag), opened.data):
            self._refuse_tag(event, what)
        if event.anchor is not None:
            opened.anchor = document.anchors[event.anchor] = Anchor(opened.data, is_open=True)
        document.stack.append(opened)

    def _close(self, event: Any) -> None:
        document = self._document
        closed = document.stack[-1]
        if closed.event.flow_style:
            document.last_end = event.end_mark.index
        for name, key in closed.repeated:
            spans = self._content(key), self._content(closed.keys[name])
            fault = faults.duplicate_key(name, *spans, merges=bool(closed.merged))
            route = (*document.collection_route(), name)
            document.faults.append(fault._replace(index=self._index, route=route))
        if closed.merged:
            closed.apply_merged()
        if closed.anchor is not None:
            closed.anchor.is_open = False
            closed.anchor.size = document.size - closed.size_before
            closed.anchor.height = closed.height
        document.stack.pop()
        self._raise_height(closed.height)
        self._give(closed.data, closed.event)

    def _give(self, value: Any, event: Any) -> None:
        """Add a complete value, which began with ``event``, to its collection."""
        document = self._document
        if not document.stack:
            document.root, document.root_event = value, event
            return
        top = document.stack[-1]
        if top.step is None:
            top.data.append(value)
            return
        if top.step is _KEY:
            self._key(top, value, event)
            return
        if top.step is _MERGE:
            self._merge(top, value, event)
        elif top.step is not _DROPPED:
            top.data[top.step] = value
        top.step = _KEY

    def _key(self, top: Open, key: Any, event: Any) -> None:
        step = member(key)
        if isinstance(step, str):
            if top.keys.setdefault(step, event) is not event:
                top.repeated.append((step, event))
        elif step is _MERGE:
            if top.merge_key is None:
                top.merge_key = event
            else:
                self._report(faults.second_merge_key(self._content(event), self._content(top.merge_key)))
        elif key is not Special.LOST:
            span = self._whole(event)
            self._report(faults.key_not_string(span, key, self._text[span.start : span.end]))
        top.step = step

    def _merge(self, top: Open, value: Any, event: Any) -> None:
        """Take note of what ``<<`` brings: a mapping, or those of a list, where the first is the strongest."""
        sources = value[::-1] if isinstance(value, list) else [value]
        if all(isinstance(source, dict) for source in sources):
            top.merged += sources
        elif Special.LOST not in sources:
            self._lose(faults.not_to_be_merged(self._whole(event), value))

    def _raise_height(self, height: int) -> None:
        """Take note that the innermost open collection contains a value of ``height`` levels."""
        if self._document.stack:
            top = self._document.stack[-1]
            top.height = max(top.height, height + 1)

    def _count(self, size: int, event: Any) -> None:
        self._document.size += size
        if self._document.size > limits.MAX_VALUES:
            raise StopError(limits.too_large(character(self._text, event.start_mark.index)))
        if self._document.size + self._file_size > limits.MAX_FILE_VALUES:
            raise StopError(limits.too_large_file(character(self._text, event.start_mark.index)))

    def _refuse_tag(self, event: Any, what: str) -> None:
        span = self._node(event).tag or character(self._text, event.start_mark.index)
        written = self._text[span.start : span.end]
        if self._scalars.knows(str(event.ctag)):
            self._lose(faults.wrong_tag(span, written, what))
        else:
            self._report(faults.unknown_tag(span, written))

    def _lose(self, fault: Fault) -> None:
        self._document.is_lost = True
        self._report(fault)

    def _report(self, fault: Fault) -> None:
        route = self._document.route()
        self._document.faults.append(fault._replace(index=self._index, route=route))

    def _node(self, event: Any) -> Node:
        return node_of(self._text, event)

    def _content(self, event: Any) -> Span:
        """The place of a scalar without its tag and anchor."""
        return Span(self._node(event).content, event.end_mark.index)

    def _whole(self, event: Any) -> Span:
        """The place of the value that began with ``event`` and is the last one read."""
        return Span(self._node(event).start, max(self._document.last_end, event.end_mark.index))
