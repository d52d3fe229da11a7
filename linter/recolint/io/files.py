"""Reads and writes files, each within its repository. No other module opens a spec, a config or a file they name."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from recolint.base.static import TYPE_CHECKING, BinaryIO
from recolint.io import repository

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 64 * 1024 * 1024
"""Bytes. All policies of a large account take less; a device or a wrong name must not take all memory."""

_CHUNK = 1024 * 1024
FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))
"""Of ``os.open``, as far as the system has them."""
_STDIN, _DESCRIPTORS = "/dev/stdin", ("/dev/fd/", "/proc/self/fd/")
"""Where a process finds what its caller has opened for it, as ``<(command)`` does in a shell."""


def read(path: str | Path, most: int = MAX_FILE_BYTES) -> bytes:
    """The content of ``path``; raises ``OSError``, for more than ``most`` bytes too; no more are read.

    A link that leads out of its repository is an error too. So is a file that is not regular, unless the caller of this
    process has opened it.
    """
    data = _beginning(str(path), repository.real_file, most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most} bytes", str(path))
    return data


def read_spec(path: str, size: int) -> bytes:
    """The first ``size`` bytes of the spec ``path``; raises ``OSError`` as ``read`` does."""
    return _beginning(path, repository.real_spec, size)


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
        _put(target, data)


def write_spec(path: Path, data: bytes) -> None:
    """As ``write``, for a spec."""
    _put(repository.spec(path), data)


def _put(path: Path, data: bytes) -> None:
    # Imported here: most runs write no file.
    from recolint.io import atomic

    atomic.put(path, data)


def create(path: Path, data: bytes) -> None:
    """Write ``data`` to a new file; raises ``OSError``, among them ``FileExistsError`` for a broken link too."""
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


def is_stream(path: str) -> bool:
    """Whether the caller of this process has opened ``path``: then its content can be read only once."""
    name = os.path.abspath(path)  # to resolve links would lose the name
    return name == _STDIN or name.startswith(_DESCRIPTORS)


@contextmanager
def opened_spec(path: str) -> Iterator[BinaryIO]:
    """The spec ``path``, to be read piece by piece; raises ``OSError`` as ``read`` does."""
    descriptor, _ = _opened(path, repository.real_spec)
    with os.fdopen(descriptor, "rb") as file:
        yield file


def _opened(path: str, target: Callable[[str], str]) -> tuple[int, int | None]:
    """``path`` opened for reading, and its size; a regular file is opened at ``target``."""
    if is_stream(path):
        return os.open(path, os.O_RDONLY), None
    real = target(path)
    # To open a device may do something already, and a FIFO would wait for somebody to write.
    repository.require_regular(real, os.stat(real))
    descriptor = os.open(real, FLAGS)
    try:
        return descriptor, size_of(descriptor, real)
    except OSError:
        os.close(descriptor)
        raise


def size_of(descriptor: int, path: str) -> int:
    """The size of the file ``path``, opened as ``descriptor``; raises ``OSError`` if it is not a regular file."""
    status = os.fstat(descriptor)
    repository.require_regular(path, status)
    return status.st_size


def _beginning(path: str, target: Callable[[str], str], size: int) -> bytes:
    """The first ``size`` bytes of ``path``, which is opened as ``_opened`` does."""
    descriptor, whole = _opened(path, target)
    try:
        return beginning(descriptor, size, whole)
    finally:
        os.close(descriptor)


def beginning(descriptor: int, size: int, whole: int | None) -> bytes:
    """The first ``size`` bytes of an open file with ``whole`` bytes, or of a stream (``None``)."""
    # The system allocates memory for the whole requested size. One more byte shows whether the file ends.
    chunk = _CHUNK if whole is None else min(_CHUNK, whole + 1)
    parts = []
    while size > 0 and (part := os.read(descriptor, min(size, chunk))):
        parts.append(part)
        size -= len(part)
        if len(part) == whole:
            break  # it has no more, and gave less than asked
    return b"".join(parts)
