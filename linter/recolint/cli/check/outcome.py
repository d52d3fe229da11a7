"""The outcome of a check, with fixes or without."""

from __future__ import annotations

from recolint.base.finding import Safety
from recolint.base.named_tuple import NamedTuple
from recolint.check.run import Run


class Outcome(NamedTuple):
    """``run`` is the check after the fixes, or with ``--diff`` before them; ``diff`` then replaces the report."""

    run: Run
    fixed: int = 0
    """How many findings were fixed."""
    offered: frozenset[Safety] = frozenset(Safety)
    """The kinds of fixes that were not asked for and may be offered."""
    diff: str | None = None
    fixed_file: bytes | None = None
    """With ``--fix`` of standard input, its bytes after the fixes; the report then goes to standard error."""
    streamed: bool = False
    """Whether the report on standard output was written as the check went."""
    unwritten: bool = False
    """Whether a file could not be written."""
