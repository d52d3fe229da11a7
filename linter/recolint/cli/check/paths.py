"""``recolint check --files-from``: the paths that other tools list."""

from __future__ import annotations

import os
from pathlib import Path

from recolint.cli.exits import UsageError
from recolint.cli.streams import Streams
from recolint.io import files


def listed(file: str, streams: Streams) -> tuple[str, ...]:
    """The paths in ``file`` (``-``: standard input), separated by NULs if it has any, otherwise by line feeds.

    Empty paths are skipped. Raises ``UsageError``.
    """
    try:
        data = streams.stdin.read() if file == "-" else files.read(Path(file))
    except OSError as error:
        raise UsageError(f"--files-from {file}: cannot be read: {error.strerror}") from error
    parts = data.split(b"\0") if b"\0" in data else data.replace(b"\r\n", b"\n").split(b"\n")
    paths = tuple(os.fsdecode(part) for part in parts if part)
    if "-" in paths:
        raise UsageError(f"--files-from {file}: expected the names of files, found -")
    return paths
