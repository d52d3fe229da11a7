"""How wide text is on a terminal."""

from __future__ import annotations


def columns(text: str) -> int:
    """The width of ``text`` on a terminal, in columns. A control character counts as one."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth, wcwidth

    width = wcswidth(text)
    return width if width >= 0 else sum(abs(wcwidth(character)) for character in text)


def shortened(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` where it takes no more than ``width`` columns, else its beginning and ``ellipsis``."""
    if columns(text) <= width:
        return text
    room = width - len(ellipsis)
    kept = text[:room]
    while columns(kept) > room:
        kept = kept[:-1]
    return kept + ellipsis
