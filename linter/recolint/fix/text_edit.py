"""Replacements of text, and how many fixes made of them go into one text."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

from recolint.base.text import Span


@dataclass(frozen=True, slots=True, order=True)
class TextEdit:
    """Replaces the text at ``span`` with ``text``; an empty span inserts."""

    span: Span
    text: str


TextFix = tuple[TextEdit, ...]
"""The changes of one fix, in order of place; all of it or nothing."""


class CannotFixError(Exception):
    """A fix that cannot be written into this text without harm. The message is the reason."""


def apply(text: str, fixes: Sequence[TextFix]) -> tuple[str, tuple[int, ...]]:
    """``text`` after as many of ``fixes`` as go together, and the numbers of those, in order of place.

    A fix that overlaps one already taken is skipped whole; an edit that two fixes share is applied once.
    """
    made: list[TextEdit] = []
    taken = []
    for number in sorted(range(len(fixes)), key=lambda number: fixes[number][:1]):
        fresh = _fresh(made, fixes[number])
        if fresh is not None:
            for edit in fresh:
                insort(made, edit)
            taken.append(number)
    pieces = []
    at = 0
    for edit in made:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join(pieces) + text[at:], tuple(taken)


def overlap(one: Span, other: Span) -> bool:
    """Whether two changes at these places conflict. Changes that only touch do not overlap."""
    if one.start == one.end and one == other:
        return True
    return one.start < other.end and other.start < one.end


def _fresh(made: list[TextEdit], fix: TextFix) -> list[TextEdit] | None:
    """The edits of ``fix`` that are not applied yet; ``None`` if one of them overlaps an applied edit."""
    fresh = []
    for edit in fix:
        at = bisect_left(made, edit)
        if made[at : at + 1] == [edit]:
            continue
        # Applied edits do not overlap each other, so only a neighbour can overlap a new one.
        if any(overlap(edit.span, neighbour.span) for neighbour in made[max(0, at - 1) : at + 1]):
            return None
        fresh.append(edit)
    return fresh
