"""Reads and writes files, each within its repository. No other module opens a spec, a config or a file they name."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from recolint.io import atomic, repository

MOST = 64 * 1024 * 1024
"""Bytes. All policies of a large account take less; a device or a wrong name must not take all memory."""

_CHUNK = 1024 * 1024
_STDIN, _DESCRIPTORS = "/dev/stdin", ("/dev/fd/", "/proc/self/fd/")
"""Where a process finds what its caller has opened for it, as ``<(command)`` does in a shell."""


def read(path: Path, most: int = MOST) -> bytes:
    """The content of ``path``; raises ``OSError``, for more than ``most`` bytes too, of which no more are read.

    An error is also what is not a regular file, unless the caller of this process has opened it, and a link that leads
    out of its repository.
    """
    data = _beginning(path if is_stream(path) else repository.file(path), most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most} bytes", str(path))
    return data


def read_spec(path: Path, size: int) -> bytes:
    """The first ``size`` bytes of the spec ``path``; raises ``OSError`` as ``read`` does."""
    return _beginning(path if is_stream(path) else repository.spec(path), size)


def write(path: Path, data: bytes) -> None:
    """Make ``data`` the content of ``path``, whole or not at all; raises ``OSError``.

    A symbolic link stays one: its target is written, unless it leads out of its repository. A pipe or a device is
    written as it is.
    """
    target = repository.file(path)
    if path.is_relative_to("/dev") or (target.exists() and not target.is_file()):
        with path.open("wb") as file:
            file.write(data)
    else:
        atomic.put(target, data)


def write_spec(path: Path, data: bytes) -> None:
    """As ``write``, for a spec."""
    atomic.put(repository.spec(path), data)


def create(path: Path, data: bytes) -> None:
    """Write ``data`` to a new file; raises ``OSError``, of which ``FileExistsError`` for a link to nowhere too."""
    # The name itself is not followed: whatever has it is left alone.
    target = repository.file(path.parent) / path.name
    file = target.open("xb")
    try:
        with file:
            file.write(data)
    except OSError:
        target.unlink()
        raise


def append(path: Path, data: bytes) -> None:
    """Add ``data`` to the end of ``path``, which others write to as well; raises ``OSError``."""
    repository.file(path)
    with path.open("ab") as file:
        file.write(data)


def make_directory(path: Path) -> None:
    """Make the directory ``path`` and those above it, where they are not there yet; raises ``OSError``."""
    repository.file(path).mkdir(parents=True, exist_ok=True)


def is_stream(path: Path) -> bool:
    """Whether the caller of this process has opened ``path``: what it gives can be read once."""
    name = os.path.abspath(path)  # noqa: PTH100  to resolve links would lose the name
    return name == _STDIN or name.startswith(_DESCRIPTORS)


@contextmanager
def opened_spec(path: Path) -> Iterator[BinaryIO]:
    """The spec ``path``, to be read piece by piece; raises ``OSError`` as ``read`` does."""
    with os.fdopen(_descriptor(path if is_stream(path) else repository.spec(path)), "rb") as file:
        yield file


def _beginning(path: Path, size: int) -> bytes:
    with os.fdopen(_descriptor(path), "rb", buffering=0) as file:
        parts = []
        while size > 0 and (part := file.read(min(size, _CHUNK))):
            parts.append(part)
            size -= len(part)
    return b"".join(parts)


def _descriptor(path: Path) -> int:
    """``path`` opened for reading, known to be a regular file or a stream."""
    if is_stream(path):
        return os.open(path, os.O_RDONLY)
    # To open a device may do something already, and a FIFO would wait for somebody to write.
    repository.require_regular(path, path.stat())
    descriptor = os.open(path, os.O_RDONLY | _flags("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
    try:
        repository.require_regular(path, os.fstat(descriptor))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _flags(*names: str) -> int:
    """Flags of ``os.open``, as far as the system has them."""
    flags = 0
    for name in names:
        flags |= getattr(os, name, 0)
    return flags
