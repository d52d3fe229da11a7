"""The target of a report for people: a terminal of a certain width, or a pipe."""

from __future__ import annotations

from dataclasses import dataclass

BOLD, GREEN, RED = "1", "32", "1;31"
"""ANSI graphic renditions."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The width in columns (``None``: unlimited, as in a pipe), and whether there is colour."""

    width: int | None = None
    color: bool = False
    ellipsis: str = "…"

    def paint(self, text: str, code: str) -> str:
        """``text`` in the ANSI graphic rendition ``code``; unchanged without colour or code."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text
