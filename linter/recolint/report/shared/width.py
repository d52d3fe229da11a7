"""How wide text is on a terminal."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """The width of ``text`` on a terminal, in columns."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def shortened(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` where it takes no more than ``width`` columns, else its beginning and ``ellipsis``."""
    if columns(text) <= width:
        return text
    room = width - len(ellipsis)
    kept = text[:room]
    while columns(kept) > room:
        kept = kept[:-1]
    return kept + ellipsis
