"""Replaces a file as a whole or not at all, so that a crash or Ctrl-C does not leave half a file."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path


def put(target: Path, data: bytes) -> None:
    """Write ``data`` to the file ``target``; on ``OSError`` the file is unchanged, and no temporary file is left.

    An existing file keeps its mode and, where allowed, its owner; other hard links keep the old content. A symbolic
    link would be replaced, so pass its target.
    """
    status = target.stat() if target.exists() else None
    # In the same folder, so that the rename stays within one file system and happens at once.
    name = target.with_name(f".{target.name}.{os.urandom(6).hex()}.tmp")
    # The umask decides who may read a new file; a replacement keeps the permissions of the file that it replaces.
    mode = 0o666 if status is None else 0o600
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(descriptor)
        if status is not None:
            with suppress(AttributeError, PermissionError):
                # Not every user may change the owner of a file, and Windows has no such call.
                os.chown(name, status.st_uid, status.st_gid)
            name.chmod(stat.S_IMODE(status.st_mode))
        name.replace(target)
    except BaseException:
        # Ctrl-C too must leave nothing behind.
        with suppress(OSError):
            name.unlink()
        raise
