"""Items of a list that say again what an earlier one says."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def repeats(items: Iterable[T], meaning: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each of ``items`` whose ``meaning`` an earlier one has, with the first of that meaning."""
    first: dict[Hashable, T] = {}
    for item in items:
        known = first.setdefault(meaning(item), item)
        if known is not item:
            yield item, known
