"""The globs of a team's policy. ``*`` matches any text, including ``/`` and ``:``."""

from __future__ import annotations

from collections.abc import Iterable


def first_match(text: str, globs: Iterable[str]) -> str | None:
    """The first of ``globs`` that matches ``text``, case-sensitive; ``None`` if no glob matches."""
    return next((glob for glob in globs if _matches(text, glob)), None)


def first_folded_match(text: str, globs: Iterable[str]) -> str | None:
    """As ``first_match``, case-insensitive, for names that AWS compares without case."""
    folded = text.lower()
    return next((glob for glob in globs if _matches(folded, glob.lower())), None)


def _matches(text: str, glob: str) -> bool:
    from fnmatch import fnmatchcase  # here: most teams have no globs

    return fnmatchcase(text, glob)
