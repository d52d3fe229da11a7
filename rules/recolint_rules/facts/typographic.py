"""Typographic quotes, which editors insert instead of plain ones."""

from __future__ import annotations

_QUOTES = "\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b\u00ab\u00bb"


def found(value: str) -> str | None:
    """The first typographic quote of ``value``."""
    return next((character for character in value if character in _QUOTES), None)


def without(value: str) -> str:
    """``value`` without the typographic quotes around it."""
    return value.strip(_QUOTES)


def remark(value: str) -> str:
    """The addition to a message if ``value`` has such quotes; otherwise empty."""
    return "" if found(value) is None else "; it has typographic quotes"
