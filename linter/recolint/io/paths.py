"""Questions about a path that several modules ask."""

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
    """Whether ``folder`` is the root of a git repository; false if the folder cannot be read."""
    return os.path.exists(folder / ".git")  # noqa: PTH110  Path.exists raises where access is denied


def by_name(file: str) -> str:
    """The absolute path of ``file`` as the user named it. A link is resolved only if ``..`` follows it."""
    place = os.path.abspath(file)  # noqa: PTH100
    if ".." not in file:
        return place
    real = os.path.realpath(file)
    return place if os.path.realpath(place) == real else real
