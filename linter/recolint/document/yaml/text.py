"""Where exactly a YAML node is, given the marks of its events. Knows text, no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document.model import Comment

YAML_BREAKS = "\r\n\x85\u2028\u2029"
"""The line ends of the pure parser."""

_GAP = re.compile(rf"[ \t{YAML_BREAKS}]*(?:#[^{YAML_BREAKS}]*[ \t{YAML_BREAKS}]*)*")
_ANCHOR = re.compile(r"&[^\s,\[\]{}]*")
_TAG = re.compile(r"!(?:<[^>\s]*>|\S*)")
_HEADER = re.compile(r"[|>](?P<indicators>[-+0-9]*)")
_COMMENT = re.compile(rf"(?:(?<=[ \t{YAML_BREAKS}])|\A)#[^{YAML_BREAKS}]*")
_LOOK_BACK = 256


class Node(NamedTuple):
    """A node's tag, if it has one, and where its content starts: behind tag and anchor."""

    tag: Span | None
    content: int

    @property
    def start(self) -> int:
        """Where the place of the value starts: at the tag, or at the content. An anchor before it stays outside."""
        return self.content if self.tag is None else self.tag.start


def node_of(text: str, event: Any) -> Node:
    """The node of a scalar's or alias's event, or of a collection's first event."""
    start, end = event.start_mark.index, event.end_mark.index
    tagged = getattr(event, "ctag", None) is not None
    if not tagged and (event.anchor is None or text[start] == "*"):
        return Node(None, start)
    tag: Span | None = None
    at = start
    while at < end:
        match = _TAG.match(text, at) or _ANCHOR.match(text, at)
        if match is None:
            break
        if text[at] == "!":
            tag = Span(at, match.end())
        after = _GAP.match(text, match.end())
        at = after.end() if after else match.end()
    if at > end:
        # Nothing follows the tag or anchor: the content is empty, right after it.
        at = end
    if tagged and tag is None:
        tag = _tag_before(text, start)
    return Node(tag, at)


def _tag_before(text: str, at: int) -> Span | None:
    """The tag before the anchor at ``at``: where a node has its tag first, the pure parser marks the anchor only."""
    words = list(re.finditer(r"\S+", text[max(0, at - _LOOK_BACK) : at]))
    if not words or not words[-1][0].startswith("!"):
        return None
    start = max(0, at - _LOOK_BACK) + words[-1].start()
    return Span(start, start + len(words[-1][0]))


def empty_value(text: str, key_end: int, mark: int) -> int:
    """Where the empty value of a key that ends at ``key_end`` is: after its colon; without one, after the key.

    ``mark`` is where the next token starts, or the colon ends.
    """
    gap = _GAP.match(text, key_end)
    colon = gap.end() if gap else key_end
    return colon + 1 if colon < mark and text[colon] == ":" else key_end


def block_scalar(text: str, start: int, end: int, parent: int | None) -> tuple[int, int]:
    """The offsets where the lines of a block scalar start and where the last of them ends, without its line break.

    The header starts at ``start``; the event's mark ``end`` lies behind blank lines that may or may not count.
    ``parent`` is where the innermost collection around it starts; ``None`` at the root.
    """
    header = _HEADER.match(text, start)
    indicators = header["indicators"] if header else ""
    header_end = header.end() if header else start
    lines = text[header_end:end].splitlines(keepends=True)
    body_start = header_end + (len(lines.pop(0)) if lines else 0)
    if "+" not in indicators:
        digit = indicators.strip("-+")
        above = _column(text, parent) if digit and parent is not None else 0
        indent = above + int(digit) if digit else _indent(lines)
        while lines and not lines[-1].strip(" " + YAML_BREAKS) and len(lines[-1].rstrip(YAML_BREAKS)) <= indent:
            lines.pop()
    if not lines:
        return body_start, header_end
    length = sum(map(len, lines)) - len(lines[-1]) + len(lines[-1].rstrip(YAML_BREAKS))
    return body_start, body_start + length


def _indent(lines: Sequence[str]) -> int:
    """The indentation of the first line that is not blank; when all are blank, that of the longest."""
    first = next((line for line in lines if line.strip(" " + YAML_BREAKS)), None)
    if first is None:
        return max(map(len, lines), default=0)
    return len(first) - len(first.lstrip(" "))


def _column(text: str, at: int) -> int:
    """How many characters are before ``at`` on its line."""
    start = text.rfind("\n", 0, at) + 1
    return at - max(start, *(text.rfind(line_break, start, at) + 1 for line_break in YAML_BREAKS))


def comments(text: str, start: int, end: int, opaque: Sequence[Span]) -> Iterator[Comment]:
    """The comments in ``start`` to ``end`` outside of ``opaque``, the places of the scalars there, in order."""
    if text.find("#", start, end) < 0:
        return
    at = start
    for span in (*opaque, Span(end, end)):
        for match in _COMMENT.finditer(text, at, max(at, span.start)):
            yield Comment(match[0], Span(*match.span()), _is_alone(text, match.start()))
        at = max(at, span.end)


def _is_alone(text: str, at: int) -> bool:
    while at and text[at - 1] in " \t":
        at -= 1
    return at == 0 or text[at - 1] in YAML_BREAKS
