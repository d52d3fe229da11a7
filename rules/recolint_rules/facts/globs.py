"""The globs of a team's policy. ``*`` takes any text, ``/`` and ``:`` too."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase


def first_match(text: str, globs: Iterable[str]) -> str | None:
    """The first of ``globs`` that matches ``text``, capitals counted; ``None``: none does."""
    return next((glob for glob in globs if fnmatchcase(text, glob)), None)


def first_folded_match(text: str, globs: Iterable[str]) -> str | None:
    """As ``first_match``, for names that AWS compares without regard to capitals."""
    folded = text.lower()
    return next((glob for glob in globs if fnmatchcase(folded, glob.lower())), None)
