"""Questions about a path that several modules ask."""

from __future__ import annotations

import os
from collections.abc import Iterator

from recolint.base.static import TYPE_CHECKING

if TYPE_CHECKING:
    # Here and in other modules of a check, only annotations name it: it takes 2 ms to import.
    from pathlib import Path


def shown(path: str | Path) -> str:
    """``path``, without needless dots, from the working folder where it lies in it, with ``/``; else as it is."""
    here, whole = os.getcwd(), absolute(path)
    if not is_below(whole, here):
        return str(path)
    return whole[len(here.rstrip(os.sep)) + 1 :].replace(os.sep, "/") or os.curdir


def absolute(path: str | Path) -> str:
    """``path`` from the root, its links and each ``..`` kept."""
    return os.path.join(os.getcwd(), path)


def unreached(error: Exception) -> str:
    """Why a path leads nowhere, by the ``error`` of who looked."""
    if isinstance(error, OSError) and not isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"cannot be read: {error.strerror}"
    return "no such file or directory"


def is_repository(folder: str | Path) -> bool:
    """Whether ``folder`` is the root of a git repository; false if the folder cannot be read."""
    return os.path.exists(f"{folder}/.git")  # Path.exists raises where access is denied


def upwards(folder: str) -> Iterator[str]:
    """``folder`` (absolute), and the folders above it."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def is_below(path: str, folder: str) -> bool:
    """Whether ``path`` is ``folder`` or lies in it; both absolute, without ``..``."""
    return path == folder or path.startswith(f"{folder.rstrip(os.sep)}{os.sep}")


def repository_of(folder: str) -> str | None:
    """The root of the git repository that ``folder`` (absolute) lies in."""
    return next((above for above in upwards(folder) if is_repository(above)), None)


def by_name(file: str) -> str:
    """The absolute path of ``file`` as the user named it. A link is resolved only if ``..`` follows it."""
    place = os.path.abspath(file)
    if ".." not in file:
        return place
    real = os.path.realpath(file)
    return place if os.path.realpath(place) == real else real
