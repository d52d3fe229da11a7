"""The content of a payload, from its first bytes: a gzip-compressed tar archive and its files."""

from __future__ import annotations

import zlib

from recolint.plugin import NamedTuple

_BLOCK = 512
_MOST = 4 * 1024 * 1024
"""Maximum bytes to unpack: a small archive may contain gigabytes."""
_FILES = (b"0", b"\0", b"7")
_BEGINNINGS = ((b"PK", "a zip archive"), (b"\x28\xb5\x2f\xfd", "zstd data"), (b"BZh", "bzip2 data"),
               (b"\xfd7zXZ", "xz data"), (b"{", "JSON text"), (b"[", "JSON text"))  # fmt: skip


class Archive(NamedTuple):
    """``problem`` is the reason why it is not an archive; otherwise the sizes of the files in bytes, and whether they
    are complete.
    """

    problem: str | None
    sizes: tuple[int, ...] = ()
    whole: bool = False


def read(head: bytes, *, whole: bool) -> Archive:
    """The content of ``head``, the start of a non-empty object; ``whole``: it is the whole object."""
    if not head.startswith(b"\x1f\x8b"):
        return Archive(f"it is {_guess(head)}, not gzip")
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        data = stream.decompress(head, _MOST)
    except zlib.error:
        return Archive("it starts like gzip, but cannot be unpacked")
    if whole and not stream.eof and not stream.unconsumed_tail:
        return Archive("the gzip data are truncated")
    return _members(data, whole=stream.eof)


def _guess(head: bytes) -> str:
    if _is_header(head[:_BLOCK]):
        return "a tar archive"
    return next((what for beginning, what in _BEGINNINGS if head.startswith(beginning)), "other data")


def _members(data: bytes, *, whole: bool) -> Archive:
    sizes: list[int] = []
    start = 0
    while start + _BLOCK <= len(data):
        header = data[start : start + _BLOCK]
        if not any(header):
            return Archive(None, tuple(sizes), whole=True)
        if not _is_header(header):
            return Archive("its content is not a tar archive" if not start else "the tar archive in it is broken")
        size = _number(header[124:136])
        if header[156:157] in _FILES:
            sizes.append(size)
        start += _BLOCK + -(-size // _BLOCK) * _BLOCK
    if start == 0 and whole:
        return Archive("its content is not a tar archive")
    return Archive(None, tuple(sizes), whole=whole)


def _is_header(block: bytes) -> bool:
    """Whether ``block`` has the checksum of a tar header: the sum of its bytes, with blanks in the place of the sum."""
    if len(block) < _BLOCK:
        return False
    wanted = _octal(block[148:156])
    return wanted is not None and wanted == sum(block[:148]) + sum(block[156:]) + 8 * ord(" ")


def _number(field: bytes) -> int:
    """A size: in octal digits, or, for large sizes of GNU tar, in binary after a first byte of 0x80."""
    if field[0] & 0x80:
        return int.from_bytes(field, "big") & ((1 << 8 * len(field) - 1) - 1)
    return _octal(field) or 0


def _octal(field: bytes) -> int | None:
    digits = field.strip(b" \0")
    return int(digits, 8) if digits and all(byte in b"01234567" for byte in digits) else None
