"""What a fix does to the entries of one collection, and the entries in runs."""

from __future__ import annotations

from collections.abc import Sequence
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


def gone(change: Change, entries: Sequence[Entry]) -> list[Gone]:
    """The runs of entries that go, in order."""
    found = []
    at = 0
    for goes, group in groupby(entries, change.goes):
        run = list(group)
        end = at + len(run)
        if goes:
            found.append(Gone(run, entries[at - 1] if at else None, entries[end] if end < len(entries) else None))
        at = end
    return found
