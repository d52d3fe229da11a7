"""The keys of specs for comparison, 64 bits each; a run does not keep the specs.

Two keys that are equal have one digest, in any process; two others have one in 10**19 times, and then rules merely look
at specs that have nothing in common.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from functools import cache, partial

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.check import engine
from recolint.rule.kinds import CollectionRule, Spec
from recolint.rule.making import UnsoundError

ALL = 0
"""The digest for rules that look at all specs of a run: it is shared even by one."""

_BUCKETS = 256


def keys(rules: Iterable[CollectionRule[Any]], specs: Sequence[Spec], crashes: list[engine.Crash]) -> tuple[int, ...]:
    """The digests of the keys of ``specs`` by each of ``rules``. A rule that raises has no key, and a crash."""
    return tuple([found for rule in rules for spec in specs for found in key(rule, spec, crashes)])


def key(rule: CollectionRule[Any], spec: Spec, crashes: list[engine.Crash]) -> list[int]:
    """The digest of the key of ``spec`` by ``rule``, or nothing."""
    return [ALL] if not rule.compares() else engine.guarded(rule, spec.id, partial(_digests, rule, spec), crashes)


def _digests(rule: CollectionRule[Any], spec: Spec) -> list[int]:
    said = rule.key(spec)
    return [] if said is None else [digest(rule.code, said)]


def digest(code: str, value: Hashable) -> int:
    """64 bits of ``value``, the key of the rule ``code``; never 0.

    Raises ``UnsoundError`` for what is not text, number, date or a group of these.
    """
    return hashed(code.encode() + b" " + _as_bytes(value), 8) or 1


def hashed(data: bytes, size: int) -> int:
    """``size`` bytes that stand for ``data``, as a number, the same in any process."""
    return int.from_bytes(_blake2()(data, digest_size=size).digest(), "big")


def _as_bytes(value: Any) -> bytes:
    """``value`` as bytes, so that equal values have equal bytes, and different values different ones."""
    if isinstance(value, str):
        data, mark = value.encode("utf-8", "surrogatepass"), b"s"
    elif isinstance(value, tuple):
        return b"(%d%s" % (len(value), b"".join(map(_as_bytes, value)))
    elif isinstance(value, frozenset):
        return b"{%d%s" % (len(value), b"".join(sorted(map(_as_bytes, value))))
    elif isinstance(value, bytes):
        data, mark = value, b"b"
    elif isinstance(value, float) and not value.is_integer():
        data, mark = repr(value).encode(), b"n"
    elif isinstance(value, int | float):
        data, mark = b"%d" % int(value), b"n"
    elif value is None or isinstance(value, date | type):
        data, mark = repr(value).encode(), b"o"
    else:
        found = type(value).__name__
        raise UnsoundError(f"its key: expected text, a number, a date, None, a tuple or a frozenset, found {found}")
    return b"%s%d:%s" % (mark, len(data), data)


@cache
def _blake2() -> Any:
    try:
        # hashlib would load OpenSSL, 4 ms of each check.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b


class Shared(NamedTuple):
    """The numbers of the files that share a key with another spec, and these keys."""

    files: frozenset[int]
    keys: frozenset[int]


class Keys:
    """The digests of a run with the numbers of their files: 12 bytes for each."""

    def __init__(self) -> None:
        self._buckets: dict[int, tuple[array[int], array[int]]] = {}
        self._all: array[int] = array("I")

    def add(self, file: int, digests: Iterable[int]) -> None:
        """Note the keys of the specs in file number ``file``."""
        for found in digests:
            if found == ALL:
                if not self._all or self._all[-1] != file:
                    self._all.append(file)
                continue
            if (bucket := found % _BUCKETS) not in self._buckets:
                self._buckets[bucket] = array("Q"), array("I")
            of_bucket, files = self._buckets[bucket]
            of_bucket.append(found)
            files.append(file)

    def shared(self) -> Shared:
        """The digests that two or more specs share. Looks at one bucket after the other: few become Python objects."""
        files = set(self._all)
        shared: set[int] = set()
        for digests, numbers in self._buckets.values():
            often = {found for found, count in Counter(digests).items() if count > 1} if len(digests) > 1 else set()
            if often:
                shared |= often
                files.update(number for found, number in zip(digests, numbers, strict=True) if found in often)
        return Shared(frozenset(files), frozenset(shared))
