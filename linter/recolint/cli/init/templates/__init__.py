"""The files that ``recolint init`` writes, as data files with ``@NAME@`` where a value of the day goes in."""

from __future__ import annotations

from pathlib import Path


def fill(name: str, **values: str) -> str:
    """The text of the template ``name`` with ``values`` in it."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key.upper()}@", value)
    return text
