"""The fenced code blocks of Markdown, in lists and block quotes too. Blocks in HTML comments are skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import line_end
from recolint.hosts.traced import Traced

_INSIDE = r"(?:[ \t]*(?:>|(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t])))*[ \t]*"
"""The start of a line in block quotes and list items."""
_FENCE = re.compile(rf"({_INSIDE})(`{{3,}}|~{{3,}})[ \t]*([^\r\n]*)")
_LANGUAGE = re.compile(r"\{?\.?([\w+-]+)")
_RAW = re.compile(rf"{_INSIDE}<(?:(!--)|(?:pre|script|style|textarea)\b)", re.IGNORECASE)
_RAW_END = re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_COMMENT_END = re.compile("-->")


class Block(NamedTuple):
    """A fenced block: its language in lower case, its text without the fence's indentation, and its first line."""

    language: str
    text: Traced
    fence: Traced


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown ``text`` in order, including those without a language."""
    at = 0
    while at < len(text):
        fence = _FENCE.match(text, at)
        body = line_end(text, at)
        if fence is None or ("`" in fence[3] and fence[2].startswith("`")):
            raw = _RAW.match(text, at)
            at = _behind_raw(text, raw) if raw is not None else body
            continue
        language = _LANGUAGE.match(fence[3])
        lines, at = _until_closed(text, body, fence[2], fence[1])
        first = Traced.of(text, fence.start(2), fence.end())
        whole = Traced.of(text, body, at).whole
        yield Block(language[1].lower() if language else "", Traced.joined(lines, whole), first)


def _behind_raw(text: str, raw: re.Match[str]) -> int:
    """The offset of the first line behind raw HTML; the end of the text if the HTML is not closed."""
    end = (_COMMENT_END if raw[1] else _RAW_END).search(text, raw.end())
    return line_end(text, end.end()) if end is not None else len(text)


def _until_closed(text: str, at: int, fence: str, prefix: str) -> tuple[list[Traced], int]:
    """The lines of a block from ``at`` on, and the offset behind the fence that closes it.

    ``prefix`` is before the opening ``fence``: a line that has fewer ``>`` ends the block too.
    """
    closing = re.compile(rf"[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*\r?$", re.MULTILINE)
    inner = prefix.rpartition(">")[2]
    quotes = re.compile(r"(?:[ \t]*>)" * prefix.count(">"))
    space = ">" in prefix and inner.startswith(" ")
    indent = len(inner.expandtabs(4)) - space
    lines: list[Traced] = []
    while at < len(text):
        end = line_end(text, at)
        quote = quotes.match(text, at)
        if quote is None:
            return lines, at
        begin = quote.end() + (space and text.startswith(" ", quote.end()))
        if closing.match(text, begin):
            return lines, end
        most = begin + indent
        while begin < min(end, most) and text[begin] in " \t":
            begin += 1
        lines.append(Traced.of(text, begin, end))
        at = end
    return lines, at
