"""Removing and adding entries of a collection in brackets: JSON, and YAML's flow style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recolint.base.text import Span
from recolint.document import Entry
from recolint.fix.change import Change, Gone, gone, last_staying
from recolint.fix.layout import Layout
from recolint.fix.text_edit import CannotFixError, TextEdit
from recolint.fix.values import Context, Writer

_REST_OF_LINE = re.compile(r"[ \t]*,?[ \t]*(?:#.*)?")
_COMMENT_AT_END = re.compile(r"[ \t]*(?P<comma>,?)[ \t]*#.*")


def restructure(layout: Layout, change: Change, writer: Writer) -> Iterator[TextEdit]:
    """The edits that make ``change``; raises ``CannotFixError``."""
    children = layout.children(change.parent)
    if change.removed and layout.has_merge_key(change.parent):
        raise CannotFixError("a merge key is beside it")
    if len(change.removed) == len(children):
        yield _replace_all(layout, change, children, writer)
        return
    last = last_staying(change, children)
    for run in gone(change, children, layout.positions(change.parent)):
        if run.after is None and change.inserted:
            yield _replace_tail(layout, change, run, last, writer)
        else:
            yield from _remove(layout, run)
    if change.inserted and last is children[-1]:
        yield from _append(layout, change, last, writer)


def _replace_all(layout: Layout, change: Change, children: list[Entry], writer: Writer) -> TextEdit:
    """Fill an empty collection, or replace all its entries; text around the entries stays if others are added."""
    inner = Span(layout.content(change.parent) + 1, change.parent.value.end - 1)
    if not change.inserted or not children:
        _refuse_foreign_comments(layout, inner, children)
        members = [writer.pair(name, writer.inline(value, _context(layout))) for name, value in change.inserted.items()]
        return TextEdit(inner, _comma(writer).join(members))
    span = Span(layout.head(children[0]), children[-1].value.end)
    _refuse_foreign_comments(layout, span, children)
    return TextEdit(span, _separator(layout, children[0], writer).join(_members(layout, change, children[0], writer)))


def _replace_tail(layout: Layout, change: Change, run: Gone, last: Entry, writer: Writer) -> TextEdit:
    span = Span(last.value.end, run.entries[-1].value.end)
    _refuse_foreign_comments(layout, span, run.entries)
    return TextEdit(span, _appended(layout, change, last, writer))


def _append(layout: Layout, change: Change, last: Entry, writer: Writer) -> Iterator[TextEdit]:
    end = last.value.end
    comment = _COMMENT_AT_END.fullmatch(layout.after(end))
    if comment is None or not _is_alone(layout, last):
        yield TextEdit(Span(end, end), _appended(layout, change, last, writer))
        return
    # The comment belongs to the last entry: the comma goes before it, the new line below.
    members = _separator(layout, last, writer).join(_members(layout, change, last, writer))
    line_end = layout.line_end(end)
    line = layout.newline + layout.indentation(layout.head(last)) + members
    if comment["comma"]:
        yield TextEdit(Span(line_end, line_end), line + ",")
    else:
        yield TextEdit(Span(end, end), ",")
        yield TextEdit(Span(line_end, line_end), line)


def _appended(layout: Layout, change: Change, last: Entry, writer: Writer) -> str:
    separator = _separator(layout, last, writer)
    return "".join(separator + member for member in _members(layout, change, last, writer))


def _members(layout: Layout, change: Change, beside: Entry, writer: Writer) -> list[str]:
    """The new members as text, over several lines if ``beside`` is on a line of its own."""
    if layout.is_json and _is_alone(layout, beside):
        indentation = layout.indentation(layout.head(beside))
        texts = {name: writer.over_lines(value, indentation) for name, value in change.inserted.items()}
    else:
        texts = {name: writer.inline(value, _context(layout)) for name, value in change.inserted.items()}
    return [writer.pair(name, text) for name, text in texts.items()]


def _separator(layout: Layout, beside: Entry, writer: Writer) -> str:
    if _is_alone(layout, beside):
        return "," + layout.newline + layout.indentation(layout.head(beside))
    return _comma(writer)


def _comma(writer: Writer) -> str:
    return "," if writer.is_tight else ", "


def _context(layout: Layout) -> Context:
    return Context.JSON if layout.is_json else Context.FLOW


def _is_alone(layout: Layout, entry: Entry) -> bool:
    """Whether nothing is before ``entry`` on its line."""
    return not layout.before(layout.head(entry)).strip(" \t")


def _remove(layout: Layout, run: Gone) -> Iterator[TextEdit]:
    """Remove the entries with one comma and the white space that belongs to it."""
    first, last = run.entries[0], run.entries[-1]
    if run.after is not None:
        span = Span(layout.head(first), layout.head(run.after))
    elif run.before is not None:
        span = Span(run.before.value.end, last.value.end)
    else:
        raise AssertionError("a collection that loses all its entries is replaced as a whole")
    if not _foreign_comments(layout, span, run.entries):
        yield TextEdit(span, "")
        return
    # YAML takes a comma after the last entry, so that whole lines can go, each with its own comment.
    for entry in run.entries:
        if not _is_alone(layout, entry) or not _REST_OF_LINE.fullmatch(layout.after(entry.value.end)):
            raise CannotFixError("the text to remove contains a comment")
        yield TextEdit(Span(layout.line_start(layout.head(entry)), layout.next_line(entry.value.end)), "")


def _foreign_comments(layout: Layout, span: Span, entries: Sequence[Entry]) -> bool:
    """Whether ``span`` has comments that are not within one of ``entries``."""
    own = [(layout.head(entry), entry.value.end) for entry in entries]
    comments = layout.comments(span.start, span.end)
    return any(not any(start <= one.span.start < end for start, end in own) for one in comments)


def _refuse_foreign_comments(layout: Layout, span: Span, entries: Sequence[Entry]) -> None:
    if _foreign_comments(layout, span, entries):
        raise CannotFixError("the text to remove contains a comment")
