"""Columns of text, as wide as a terminal shows them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """A line for each of ``rows``, which have equally many cells, with the cells of a column below each other."""
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return [
        gap.join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def columns(text: str) -> int:
    """How many columns a terminal gives to ``text``."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def shortened(text: str, width: int) -> str:
    """``text`` where it takes no more than ``width`` columns, else its beginning and an ellipsis."""
    if columns(text) <= width:
        return text
    kept = text[: width - 1]
    while columns(kept) > width - 1:
        kept = kept[:-1]
    return kept + "…"
