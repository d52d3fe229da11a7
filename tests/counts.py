"""How often something is done, for tests of what work costs."""

from __future__ import annotations

import pytest

from recolint.document.places import Places


def count_places(monkeypatch: pytest.MonkeyPatch) -> list[Places]:
    """A list that gets the places of each file once, when they are worked out."""
    worked_out: list[Places] = []
    tree = Places.tree

    def counted(self: Places, index: int) -> object:
        if not self.known:
            worked_out.append(self)
        return tree(self, index)

    monkeypatch.setattr(Places, "tree", counted)
    return worked_out
