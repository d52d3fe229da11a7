"""What several modules ask of a path."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path) -> str:
    """``path`` from the working folder where it lies in it, with ``/``; else as it is."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def is_repository(folder: Path) -> bool:
    """Whether ``folder`` is the root of a git repository; one that may not be looked into is none to us."""
    return os.path.exists(folder / ".git")  # noqa: PTH110  Path.exists raises where access is denied
