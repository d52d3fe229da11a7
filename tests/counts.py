"""Counts of expensive steps, for tests of the cost of a run."""

from __future__ import annotations

import pytest

from recolint.document.places import Places


def count_places(monkeypatch: pytest.MonkeyPatch) -> list[Places]:
    """A list to which the places of each file are added once, when they are calculated."""
    worked_out: list[Places] = []
    tree = Places.tree

    def counted(self: Places, index: int) -> object:
        if not self.known:
            worked_out.append(self)
        return tree(self, index)

    monkeypatch.setattr(Places, "tree", counted)
    return worked_out
