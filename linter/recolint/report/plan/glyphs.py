"""The characters that a chart in the terminal is drawn with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``levels`` fill a cell from empty to full; ``after`` fills it where the job has ended.

    ``ellipsis`` marks omitted text.
    """

    levels: str
    after: str
    side: str
    tick: str
    corner: str
    floor: str
    mark: str
    pointer: str
    ellipsis: str


BLOCKS = Glyphs(" ▁▂▃▄▅▆▇█", "░", "│", "┤", "└", "─", "┴", "▲", "…")
"""For terminals that show Unicode."""

ASCII = Glyphs(" .:#", "/", "|", "+", "+", "-", "+", "^", "...")
"""For all others."""
