"""Files with something in each line, read as a stream: what is in memory is a block of lines, however long the file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

from recolint.base.named_tuple import NamedTuple
from recolint.io import files

_LINES = 128
_BYTES = 512 * 1024
_REST = 64 * 1024


class Block(NamedTuple):
    """Some lines without their ends: the number of the first (from 1), and where it begins in the file, in bytes.

    A line that is longer than allowed has one byte more than that.
    """

    first: int
    offset: int
    lines: tuple[bytes, ...]


ReadLine = Callable[[int], bytes]
"""As ``readline`` of a binary file."""


def blocks(read_line: ReadLine, most: int) -> Iterator[Block]:
    """The lines from ``read_line``, each at most ``most`` bytes; the rest is cut off."""
    first, offset = 1, 0
    while True:
        lines, length = _block(read_line, most, _LINES)
        if not lines:
            return
        yield Block(first, offset, lines)
        first, offset = first + len(lines), offset + length


def _block(read_line: ReadLine, most: int, count: int) -> tuple[tuple[bytes, ...], int]:
    """Up to ``count`` lines, fewer where they are long, and how many bytes they take."""
    lines: list[bytes] = []
    length = kept = 0
    while len(lines) < count and (kept < _BYTES or not lines):
        line = read_line(most + 2)
        if not line:
            break
        length += len(line)
        text = line.rstrip(b"\r\n")[: most + 1]
        while not line.endswith(b"\n") and (line := read_line(_REST)):
            length += len(line)
        lines.append(text)
        kept += len(text)
    return tuple(lines), length


def again(path: str, offset: int, count: int, most: int) -> tuple[bytes, ...]:
    """``count`` lines of the file ``path`` from ``offset``; raises ``OSError``."""
    with files.opened_spec(path) as file:
        file.seek(offset)
        lines: tuple[bytes, ...] = ()
        while len(lines) < count and (more := _block(file.readline, most, count - len(lines))[0]):
            lines += more
    return lines


def piece(path: str, offset: int, size: int) -> bytes:
    """``size`` bytes of the file ``path`` from ``offset``; raises ``OSError``."""
    with files.opened_spec(path) as file:
        file.seek(offset)
        return file.read(size)


class Spool:
    """Keeps the content of a stream in a file, to read it once more. The file lives as long as this does."""

    def __init__(self) -> None:
        """Create the file."""
        # Imported here: few runs read a stream.
        import tempfile
        import weakref

        descriptor, name = tempfile.mkstemp(prefix="recolint-", suffix=".jsonl")
        self._file = os.fdopen(descriptor, "w+b")
        self.path = os.path.realpath(name)
        weakref.finalize(self, _remove, self._file, self.path, os.getpid())

    def add(self, data: bytes) -> int:
        """Put ``data`` at the end; where it begins."""
        offset = self._file.tell()
        self._file.write(data)
        self._file.flush()
        return offset

    def kept(self, read_line: ReadLine) -> ReadLine:
        """As ``read_line``. At the end of the stream, the file has all of it."""

        def read(size: int) -> bytes:
            line = read_line(size)
            self._file.write(line)
            if not line:
                self._file.flush()
            return line

        return read


def _remove(file: BinaryIO, path: str, owner: int) -> None:
    """Delete the file of a spool, but not in a forked process, which has a copy of the spool."""
    file.close()
    if os.getpid() == owner:
        with suppress(FileNotFoundError):
            os.unlink(path)
