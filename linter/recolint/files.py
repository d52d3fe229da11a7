"""Reads files that are no specs: configs, policies, baselines and what options name."""

from __future__ import annotations

import errno
from pathlib import Path

MOST = 64 * 1024 * 1024
"""Bytes. All policies of a large account take less; a device or a wrong name must not take all memory."""


def read(path: Path, most: int = MOST) -> bytes:
    """The content of ``path``; raises ``OSError``, for more than ``most`` bytes too, of which no more are read."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"larger than {most} bytes", str(path))
    return data
