"""Items of a list that repeat an earlier one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from recolint.plugin import TypeVar

T = TypeVar("T")


def repeats(items: Sequence[T], meaning: Callable[[T], Hashable]) -> Iterator[tuple[T, T]]:
    """Each of ``items`` with the ``meaning`` of an earlier one, and the first item of that meaning."""
    if len(items) < 2 or len(set(map(meaning, items))) == len(items):
        return
    first: dict[Hashable, T] = {}
    for item in items:
        known = first.setdefault(meaning(item), item)
        if known is not item:
            yield item, known
