"""The changes of a fix to the entries of one collection, and the entries in runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from recolint.document import Entry


@dataclass(slots=True)
class Change:
    """The entries that go from ``parent``, by their last step, and the members that come to its end.

    ``comments`` are those of members that come from elsewhere, with the white space before them.
    """

    parent: Entry
    removed: set[str | int] = field(default_factory=set)
    inserted: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    def goes(self, entry: Entry) -> bool:
        """Whether ``entry`` is to be removed."""
        return entry.route[-1] in self.removed


@dataclass(frozen=True, slots=True)
class Gone:
    """Neighbouring entries that go, and the entries that stay before and after them."""

    entries: Sequence[Entry]
    before: Entry | None
    after: Entry | None


def gone(change: Change, entries: Sequence[Entry], positions: Mapping[str | int, int]) -> list[Gone]:
    """The runs of entries that go, in order; ``positions`` are those of all ``entries`` by their last step."""
    found = []
    at = sorted(positions[step] for step in change.removed)
    # Neighbours have the same distance between their place among all and among those that go.
    for _, group in groupby(enumerate(at), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        first, end = numbers[0], numbers[-1] + 1
        before = entries[first - 1] if first else None
        found.append(Gone(entries[first:end], before, entries[end] if end < len(entries) else None))
    return found


def first_staying(change: Change, entries: Sequence[Entry]) -> Entry:
    """The first of ``entries`` that does not go; one stays."""
    return next(entry for entry in entries if not change.goes(entry))


def last_staying(change: Change, entries: Sequence[Entry]) -> Entry:
    """The last of ``entries`` that does not go; one stays."""
    return next(entry for entry in reversed(entries) if not change.goes(entry))
