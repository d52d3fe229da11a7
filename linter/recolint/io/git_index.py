"""The files that git tracks, from the bytes of its index. ``.gitignore`` says nothing of them."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.named_tuple import NamedTuple

_HEADER = 12
_STAT = 40
"""Bytes of an entry before its hash: times, device, mode, size."""
_MODE = 24
"""The offset of the mode in an entry."""
_OF_SUBMODULE = 0o160000
_HASHES = (20, 32)
"""Bytes of a hash: SHA-1 and SHA-256. The index does not say which."""
_EXTENDED = 0x4000
_LENGTH = 0x0FFF


class Tracked(NamedTuple):
    """A path in an index, from the root of the repository: of a file, or of a submodule."""

    path: str
    is_submodule: bool


def tracked(index: bytes) -> tuple[Tracked, ...]:
    """The entries of ``index``; none where it cannot be read."""
    for size in _HASHES:
        try:
            return tuple(
                Tracked(path.decode("utf-8", "surrogateescape"), mode == _OF_SUBMODULE)
                for path, mode in _entries(index, size)
            )
        except (ValueError, IndexError):
            continue
    return ()


def _entries(index: bytes, hash_size: int) -> Iterator[tuple[bytes, int]]:
    version, count = _number(index, 4, 4), _number(index, 8, 4)
    if index[:4] != b"DIRC" or version not in (2, 3, 4):
        raise ValueError("not an index")
    start, path = _HEADER, b""
    for _ in range(count):
        flags_at = start + _STAT + hash_size
        flags = _number(index, flags_at, 2)
        at = flags_at + (4 if flags & _EXTENDED else 2)
        kept = b""
        if version == 4:
            dropped, at = _variable(index, at)
            kept = path[: len(path) - dropped]
        end = index.index(b"\0", at)
        path = kept + index[at:end]
        if min(len(path), _LENGTH) != flags & _LENGTH:
            raise ValueError("not an entry")
        yield path, _number(index, start + _MODE, 4)
        # Up to version 3, entries are filled up with zero bytes, one at least.
        start = end + 1 if version == 4 else start + (end - start) // 8 * 8 + 8


def _number(index: bytes, at: int, size: int) -> int:
    part = index[at : at + size]
    if len(part) < size:
        raise ValueError("cut short")
    return int.from_bytes(part, "big")


def _variable(index: bytes, at: int) -> tuple[int, int]:
    """A number of as many bytes as it takes, and where it ends."""
    value = index[at] & 0x7F
    while index[at] & 0x80:
        at += 1
        value = (value + 1) << 7 | index[at] & 0x7F
    return value, at + 1
