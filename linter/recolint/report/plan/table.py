"""Columns of text, as wide as a terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence

from recolint.report.shared.width import columns


def aligned(rows: Sequence[Sequence[str]], gap: str = "  ") -> list[str]:
    """A line for each of ``rows``, which have equally many cells, with the cells of a column below each other."""
    widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
    return [
        gap.join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
