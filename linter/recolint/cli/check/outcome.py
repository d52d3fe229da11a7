"""What a check comes to, with fixes or without."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.base.finding import Safety
from recolint.check.run import Run


@dataclass(frozen=True, slots=True)
class Outcome:
    """``run`` is what remains, or with ``--diff`` what is there now; ``diff`` then takes the place of the report."""

    run: Run
    fixed: int = 0
    """How many findings were fixed."""
    offered: frozenset[Safety] = frozenset(Safety)
    """The kinds of fixes that were not asked for and may be offered."""
    diff: str | None = None
    unwritten: bool = False
    """Whether a file could not be written."""
