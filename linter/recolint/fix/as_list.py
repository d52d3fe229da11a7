"""A structure becomes a list: of itself, or of an item for each member. What it contains stays, comments and all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from recolint.base.text import Span
from recolint.document import Entry
from recolint.fix.layout import Layout, Shape
from recolint.fix.text_edit import TextEdit
from recolint.fix.values import Context, Writer


def wrap(layout: Layout, entry: Entry) -> Iterator[TextEdit]:
    """Make a list of one of the structure ``entry``: a dash before it, or brackets around it."""
    start, end = layout.content(entry), entry.value.end
    lines = layout.line_starts(start, end)
    opening, shift, closing = "[", "", "]"
    if layout.shape(entry) is Shape.BLOCK:
        opening, shift, closing = "- ", "  ", ""
    elif layout.is_json and lines:
        line_break = layout.newline + layout.indentation(start)
        opening, shift, closing = "[" + line_break + layout.unit, layout.unit, line_break + "]"
    yield TextEdit(Span(start, start), opening)
    if shift:
        yield from (TextEdit(Span(line, line), shift) for line in lines)
    if closing:
        yield TextEdit(Span(end, end), closing)


def can_itemize(layout: Layout, entry: Entry, items: list[Any]) -> bool:
    """Whether ``items`` can replace the members of ``entry``: in YAML, one for one, each on a single line."""
    children = layout.children(entry)
    return (
        not layout.is_json
        and layout.shape(entry) in {Shape.BLOCK, Shape.FLOW}
        and len(children) == len(items)
        and not layout.has_merge_key(entry)
        and not any(layout.line_starts(layout.head(child), child.value.end) for child in children)
    )


def itemize(layout: Layout, entry: Entry, items: list[Any], writer: Writer) -> Iterator[TextEdit]:
    """Write each of ``items`` instead of a member of ``entry``, in order."""
    is_block = layout.shape(entry) is Shape.BLOCK
    if not is_block:
        start, end = layout.content(entry), entry.value.end
        yield TextEdit(Span(start, start + 1), "[")
        yield TextEdit(Span(end - 1, end), "]")
    for child, item in zip(layout.children(entry), items, strict=True):
        head = layout.head(child)
        line_break = layout.newline + " " * layout.column(head)
        text = line_break.join(writer.block([item])) if is_block else writer.inline(item, Context.FLOW)
        yield TextEdit(Span(head, child.value.end), text)
