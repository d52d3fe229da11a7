"""The service model's regular expressions, matched as the service does."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

_CATEGORIES = {"L": ("a-zA-Z", "a"), "Z": (" ", " "), "N": ("0-9", "0")}
"""By Unicode category: its ASCII characters as part of a class, and one character that stands for all others of it."""


@cache
def matcher(pattern: str) -> Callable[[str], object]:
    """A function that is true of the strings that ``pattern`` matches whole.

    Classes such as ``\\d`` and ``\\w`` are ASCII, and ``.`` is not a line feed, as in the service. Python's ``re`` has
    no ``\\p{L}``; there, each character beyond ASCII is first replaced by an ASCII one of the same category.
    """
    if r"\p{" not in pattern:
        return re.compile(pattern, re.ASCII).fullmatch
    for category, (ascii_class, _) in _CATEGORIES.items():
        pattern = pattern.replace(rf"\p{{{category}}}", ascii_class)
    fullmatch = re.compile(pattern, re.ASCII).fullmatch
    return lambda value: fullmatch(value if value.isascii() else "".join(map(_folded, value)))


def _folded(character: str) -> str:
    if character.isascii():
        return character
    from unicodedata import category  # which ASCII text does not need

    return _CATEGORIES.get(category(character)[0], ("", character))[1]
