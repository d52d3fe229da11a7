"""How a path is shown to the user."""

from __future__ import annotations

from pathlib import Path


def shown(path: Path) -> str:
    """``path`` from the working folder where it lies in it, with ``/``; else as it is."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
