"""Removing entries of a YAML collection in block style, where each begins a line, and adding members at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recolint.base.text import Span
from recolint.document import Entry
from recolint.fix.change import Change, Gone, first_staying, gone, last_staying
from recolint.fix.layout import Layout
from recolint.fix.text_edit import CannotFixError, TextEdit, TextFix
from recolint.fix.values import Writer

_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)+")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#.*)?")
_NEXT_TEXT = re.compile(r"\s*")
_LINES_OF_SPACES = re.compile(r"(?:[ \t]+\r?\n)+")


def restructure(layout: Layout, change: Change, writer: Writer) -> Iterator[TextEdit]:
    """The edits that make ``change``, which leaves an entry; raises ``CannotFixError``."""
    children = layout.children(change.parent)
    for run in gone(change, children, layout.positions(change.parent)):
        yield from _remove(layout, change.parent, run)
    if change.inserted:
        last = last_staying(change, children)
        end = last.value.end
        if last is children[-1]:
            # A merge key may be below the last entry.
            end = max(end, change.parent.value.end)
        yield _append(layout, change, first_staying(change, children), end, writer)


def merged(layout: Layout, made: Sequence[TextEdit]) -> TextFix:
    """``made``, in order, with each line that is added within lines that go written in their place."""
    edits: list[TextEdit] = []
    for edit in made:
        gone = edits[-1] if edits else None
        at = edit.span.start
        if (
            gone is not None
            and not gone.text
            and gone.span.start == layout.line_start(gone.span.start)
            and edit.span == Span(at, at)
            and at < gone.span.end
            and edit.text.startswith(layout.newline)
        ):
            edits[-1] = TextEdit(gone.span, edit.text.removeprefix(layout.newline) + layout.text[at : gone.span.end])
        else:
            edits.append(edit)
    return tuple(edits)


def _append(layout: Layout, change: Change, beside: Entry, end: int, writer: Writer) -> TextEdit:
    """The new members on lines below the one of ``end`` and its comment, in the column of ``beside``."""
    indentation = " " * layout.column(_head(layout, change.parent, beside))
    lines: list[str] = []
    for name, value in change.inserted.items():
        *rest, last = writer.block_member(name, value)
        lines += [*rest, last + change.comments.get(name, "")]
    at = layout.line_end(end)
    return TextEdit(Span(at, at), "".join(layout.newline + indentation + line for line in lines))


def _remove(layout: Layout, parent: Entry, run: Gone) -> Iterator[TextEdit]:
    heads = [_head(layout, parent, entry) for entry in run.entries]
    for entry in run.entries:
        if not _REST_OF_LINE.fullmatch(layout.after(entry.value.end)):
            raise CannotFixError("other text is on its line")
    for head in heads[1:]:
        if layout.before(head).strip(" \t"):
            raise CannotFixError("other text is on its line")
    if not layout.before(heads[0]).strip(" \t"):
        for head, entry in zip(heads, run.entries, strict=True):
            yield _remove_lines(layout, head, entry.value.end)
        return
    if not _DASHES.fullmatch(layout.before(heads[0])) or run.after is None:
        raise CannotFixError("other text is on its line")
    between = [comment for comment in layout.comments(heads[0], run.entries[-1].value.start) if comment.own_line]
    if len(run.entries) > 1 and between:
        raise CannotFixError("the text to remove contains a comment")
    # What comes next, the next key or a comment above it, moves up to the dash.
    following = _NEXT_TEXT.match(layout.text, layout.next_line(run.entries[-1].value.end))
    end = following.end() if following else run.entries[-1].value.end
    yield TextEdit(Span(heads[0], end), "")


def _remove_lines(layout: Layout, start: int, end: int) -> TextEdit:
    first, following = layout.line_start(start), layout.next_line(end)
    if following == layout.line_end(end) and first:
        # The last line has no line break, and the file is to end without one.
        before = layout.text[:first]
        first -= 2 if before.endswith("\r\n") else 1
    spaces = _LINES_OF_SPACES.match(layout.text, following)
    if spaces and layout.ends_block_scalar(first):
        # Below a block scalar, a line of spaces would become part of that.
        following = spaces.end()
    return TextEdit(Span(first, following), "")


def _head(layout: Layout, parent: Entry, entry: Entry) -> int:
    """Where ``entry`` begins: its key, or the dash of an item, which is in the column of the list's first dash."""
    if entry.key is not None:
        return entry.key.start
    start = layout.content(parent)
    column = layout.column(start)
    at = layout.line_start(entry.value.start)
    while at > start:
        if layout.text[at : at + column + 1] == " " * column + "-":
            return at + column
        at = layout.line_start(at - 1)
    return start
