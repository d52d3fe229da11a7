"""The ignore comments of a host, and which request each is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document.model import Comment
from recolint.hosts.kinds import HostKind
from recolint.hosts.tree import HostRequest, Mapping, Node, Sequence

_COMMENT = re.compile(r"#[ \t]*recolint\b[^\r\n]*")
_IN_NOTEBOOK = re.compile(r'#[ \t]*recolint\b(?:[^\r\n"\\]|\\(?!n)[^\r\n])*')
"""A line of a notebook's cell ends with ``\\n`` as JSON writes it, or with its quote."""
_WHOLE_FILE = re.compile(r"#\s*recolint\s*:\s*ignore-file\b")
_KINDS = frozenset({HostKind.PYTHON, HostKind.NOTEBOOK, HostKind.SHELL})


def comments(text: str, kind: HostKind) -> tuple[Comment, ...]:
    """The comments that address recolint; none if the language has no such comments.

    One in a string of the code counts as a comment too: the difference needs a parser for each language.
    """
    if kind not in _KINDS or "recolint" not in text:
        return ()
    pattern, margin = (_IN_NOTEBOOK, ' \t"') if kind is HostKind.NOTEBOOK else (_COMMENT, " \t")
    return tuple(_comment(text, found, margin) for found in pattern.finditer(text))


def _comment(text: str, found: re.Match[str], margin: str) -> Comment:
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    return Comment(
        found[0].rstrip(), Span(found.start(), found.start() + len(found[0].rstrip())), not before.strip(margin)
    )


class _Spans(NamedTuple):
    """Where the parts of a request start and end."""

    starts: frozenset[int]
    ends: frozenset[int]

    @classmethod
    def of(cls, one: HostRequest) -> _Spans:
        """The parts of ``one``, including its call."""
        spans = (one.span, *_spans(one.request))
        return cls(frozenset(span.start for span in spans), frozenset(span.end for span in spans))


def assigned(found: Iterable[Comment], requests: Iterable[HostRequest]) -> list[tuple[Comment, ...]]:
    """The comments of each request: those next to a part of it that is nearer than all parts of others."""
    spans = [_Spans.of(one) for one in requests]
    given: list[list[Comment]] = [[] for _ in spans]
    starts = sorted(set().union(*(one.starts for one in spans)))
    ends = sorted(set().union(*(one.ends for one in spans)))
    for comment in found:
        for number in _owners(comment, spans, starts, ends):
            given[number].append(comment)
    return [tuple(one) for one in given]


def _owners(comment: Comment, spans: list[_Spans], starts: list[int], ends: list[int]) -> Iterator[int]:
    if _WHOLE_FILE.match(comment.text):
        yield from range(len(spans))
        return
    if comment.own_line:
        nearest = next((start for start in starts if start >= comment.span.end), None)
        owners = [number for number, one in enumerate(spans) if nearest in one.starts]
    else:
        nearest = next((end for end in reversed(ends) if end <= comment.span.start), None)
        owners = [number for number, one in enumerate(spans) if nearest in one.ends]
    yield from owners or range(min(1, len(spans)))


def _spans(node: Node) -> Iterator[Span]:
    """Where the names and the values in ``node`` are, in the order of the text."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry.name_span
            yield entry.value.span
            yield from _spans(entry.value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield item.span
            yield from _spans(item)
