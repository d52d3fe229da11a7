"""Items of a list that repeat an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def repeats(items: Iterable[T], meaning: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each of ``items`` with the ``meaning`` of an earlier one, and the first item of that meaning."""
    first: dict[Hashable, T] = {}
    for item in items:
        known = first.setdefault(meaning(item), item)
        if known is not item:
            yield item, known
