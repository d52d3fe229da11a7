"""From a fix, which speaks in routes, to edits of the text of one document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from recolint.base.finding import Edit, Fix, Insert, Remove, Rename, Route, Set, pointer
from recolint.base.text import Span
from recolint.document import Document, Entry
from recolint.fix import as_list, block, flow, meaning
from recolint.fix.change import Change
from recolint.fix.layout import Layout, Shape
from recolint.fix.text_edit import CannotFixError, TextEdit, TextFix, overlap
from recolint.fix.values import Context, Writer, string

_COLON_ONLY = re.compile(r"(?P<colon>\s*:)\s*")


class Editor:
    """Turns fixes of one document into edits of its text."""

    def __init__(self, document: Document) -> None:
        self._layout = Layout(document)

    def edits(self, fix: Fix) -> TextFix:
        """The changes of ``fix`` to the text, in order of place.

        What an alias or a merge key brings is changed at its anchor. Raises ``CannotFixError`` when ``fix`` would
        remove a comment, or does not change this document.
        """
        made: set[TextEdit] = set()
        changes: dict[Route, Change] = {}
        moved = self._moved(fix)
        for edit in fix.edits:
            made.update(self._values(edit, changes))
        for change in changes.values():
            change.comments = {name: moved[name] for name in change.inserted.keys() & moved.keys()}
        for change in changes.values():
            made.update(self._restructured(change))
        ordered = block.merged(self._layout, sorted(made))
        if not ordered or any(overlap(one.span, other.span) for one, other in pairwise(ordered)):
            raise CannotFixError("two edits of it overlap; edit the file by hand" if ordered else "it has no edits")
        if any(self._loses_comment(edit, ordered) for edit in ordered):
            raise CannotFixError("it would remove a comment")
        return ordered

    def _moved(self, fix: Fix) -> dict[str, str]:
        """The members that ``fix`` puts elsewhere, by the name that it inserts, with the comments that go with them."""
        layout = self._layout
        removed = [layout.entry(edit.route) for edit in fix.edits if isinstance(edit, Remove)]
        return {
            # What is left of a structure without members keeps its comment.
            edit.name: layout.comment_behind(entry) if len(layout.children(layout.parent(entry))) > 1 else ""
            for edit in fix.edits
            if isinstance(edit, Insert)
            for entry in removed
            if any(meaning.same(layout.document.value(entry.route), value) for value in _innermost(edit.value))
        }

    def _loses_comment(self, edit: TextEdit, made: TextFix) -> bool:
        comments = (
            self._layout.text[comment.span.start : comment.span.end]
            for comment in self._layout.comments(edit.span.start, edit.span.end)
        )
        return any(all(comment not in other.text for other in made) for comment in comments)

    def _values(self, edit: Edit, changes: dict[Route, Change]) -> Iterator[TextEdit]:
        """The edits of keys and values; those of collections are gathered in ``changes``."""
        layout = self._layout
        match edit:
            case Set(route, value):
                self._refuse_commented_out(layout.entry(route))
                yield from self._set(layout.entry(route), value)
            case Rename(route, name):
                yield self._rename(layout.entry(route), name)
            case Remove(route):
                entry = layout.entry(route)
                self._refuse_commented_out(entry)
                parent = layout.parent(entry)
                changes.setdefault(parent.route, Change(parent)).removed.add(entry.route[-1])
            case Insert(route, name, value):
                parent = layout.structure(route)
                if name in layout.document.value(parent.route):
                    raise CannotFixError(f"{name} already exists")
                changes.setdefault(parent.route, Change(parent)).inserted[name] = value
            case _:
                raise CannotFixError("it is not a change of data")

    def _refuse_commented_out(self, entry: Entry) -> None:
        """Refuse to touch an empty value before ``#``: its author may have meant the text behind that."""
        if self._layout.document.commented_out(entry.route):
            raise CannotFixError("'#' starts a comment, which may be meant as the value")

    def _restructured(self, change: Change) -> Iterator[TextEdit]:
        layout, parent = self._layout, change.parent
        shape = layout.shape(parent)
        if shape is Shape.FLOW:
            yield from flow.restructure(layout, change, self._writer(_sample(layout, change)))
        elif shape is not Shape.BLOCK:
            raise CannotFixError(f"{pointer(parent.route)} is written as {shape.value}")
        elif len(change.removed) < len(layout.children(parent)):
            yield from block.restructure(layout, change, self._writer(""))
        elif layout.has_merge_key(parent):
            raise CannotFixError("a merge key is beside it")
        else:
            old = layout.document.value(parent.route)
            yield from self._set(parent, change.inserted if isinstance(old, dict) else [])

    def _rename(self, entry: Entry, name: str) -> TextEdit:
        if entry.key is None:
            raise CannotFixError(f"{pointer(entry.route)} has no name")
        old = self._layout.text[entry.key.start : entry.key.end]
        return TextEdit(entry.key, string(name, self._key_context(entry), old))

    def _set(self, entry: Entry, value: Any) -> Iterator[TextEdit]:
        layout, old = self._layout, self._layout.document.value(entry.route)
        writer = self._writer(_sample_of(layout, entry))
        if isinstance(old, dict) and isinstance(value, list):
            if meaning.same([old], value):
                yield from as_list.wrap(layout, entry)
                return
            if as_list.can_itemize(layout, entry, value):
                yield from as_list.itemize(layout, entry, value, writer)
                return
        if layout.comments(entry.value.start, entry.value.end):
            raise CannotFixError("the text to remove contains a comment")
        if isinstance(old, dict | list) and layout.shape(entry) is Shape.BLOCK:
            yield self._set_block(entry, value, writer)
        else:
            yield self._set_inline(entry, value, writer)

    def _set_inline(self, entry: Entry, value: Any, writer: Writer) -> TextEdit:
        layout, span = self._layout, entry.value
        old, text = layout.document.value(entry.route), layout.text[span.start : span.end]
        if layout.is_json and isinstance(value, dict | list) and isinstance(old, dict | list) and "\n" in text:
            return TextEdit(span, writer.over_lines(value, layout.indentation(span.start)))
        new = writer.inline(value, self._context(entry))
        # An empty value is right behind its colon or dash.
        return TextEdit(span, new if text or layout.is_json else " " + new)

    def _set_block(self, entry: Entry, value: Any, writer: Writer) -> TextEdit:
        """Write over a collection in block style: in the same style, or on one line, moved up to the key."""
        layout, span = self._layout, entry.value
        # Only a list may start in the column of its key.
        in_column = entry.key is not None and layout.column(entry.key.start) == layout.column(span.start)
        if isinstance(value, dict | list) and value:
            shift = layout.unit if in_column and isinstance(value, dict) else ""
            indentation = " " * layout.column(span.start) + shift
            return TextEdit(span, shift + (layout.newline + indentation).join(writer.block(value)))
        text = writer.inline(value, Context.BLOCK)
        gap = _COLON_ONLY.fullmatch(layout.text, entry.key.end, span.start) if entry.key else None
        if gap is not None:
            return TextEdit(Span(gap.end("colon"), span.end), " " + text)
        return TextEdit(span, (layout.unit if in_column else "") + text)

    def _context(self, entry: Entry) -> Context:
        if self._layout.is_json:
            return Context.JSON
        return Context.FLOW if self._layout.in_flow(entry) else Context.BLOCK

    def _key_context(self, entry: Entry) -> Context:
        if self._layout.is_json:
            return Context.JSON
        return Context.FLOW_KEY if self._layout.in_flow(entry) else Context.BLOCK_KEY

    def _writer(self, like: str) -> Writer:
        layout = self._layout
        return Writer(layout.is_json, like, layout.newline, layout.unit, layout.list_indent, layout.is_tight)


def _innermost(value: Any) -> Iterator[Any]:
    """``value`` and, where it is a structure of one member, what is in it."""
    yield value
    if isinstance(value, dict) and len(value) == 1:
        yield from _innermost(*value.values())


def _sample_of(layout: Layout, entry: Entry) -> str:
    """Text that shows how strings are written at ``entry``: the old string, or the key beside it."""
    if isinstance(layout.document.value(entry.route), str):
        return layout.text[layout.content(entry) : entry.value.end]
    return layout.text[entry.key.start : entry.key.end] if entry.key else ""


def _sample(layout: Layout, change: Change) -> str:
    """Text that shows how keys are written in a collection."""
    # Items of a list have no keys, and a list may be long.
    if not isinstance(layout.document.value(change.parent.route), list):
        key = next((child.key for child in reversed(layout.children(change.parent)) if child.key), None)
        if key is not None:
            return layout.text[key.start : key.end]
    return layout.text[change.parent.key.start : change.parent.key.end] if change.parent.key else ""


def edits(document: Document, fix: Fix) -> TextFix:
    """The changes of ``fix`` to the text of ``document``; see ``Editor.edits``."""
    return Editor(document).edits(fix)
