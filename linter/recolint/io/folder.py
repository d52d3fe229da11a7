"""Folders with specs that a run reads one after the other. Each is held to its repository once, not for each file."""

from __future__ import annotations

import os

from recolint.io import files, repository

_IS_SUPPORTED = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
"""Whether the system opens files in an open folder, and can refuse links."""
_FLAGS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class Folders:
    """Reads files of folders. The last folder stays open, so it is the same one wherever its name leads later."""

    def __init__(self) -> None:
        self._folder = ""
        self._last: _Open | None = None

    def beginning(self, place: str, size: int) -> bytes | None:
        """The first ``size`` bytes of the regular file at ``place``, absolute.

        ``None`` for a file that ``files.read_spec`` reads, or has to report why it does not: a link, a folder that is
        not there, or outside of its repository.
        """
        if not _IS_SUPPORTED:
            return None
        folder, _, name = place.rpartition("/")
        try:
            if self._last is None or self._folder != folder:
                self._folder, self._last = folder, _Open(repository.real_spec(folder or "/"))
            return self._last.beginning(name, size)
        except OSError:
            return None


class _Open:
    """An open folder. Closes itself."""

    _descriptor: int | None = None

    def __init__(self, path: str) -> None:
        self._descriptor = os.open(path, _FLAGS)

    def __del__(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)

    def beginning(self, name: str, size: int) -> bytes:
        descriptor = os.open(name, files.FLAGS, dir_fd=self._descriptor)
        try:
            return files.beginning(descriptor, size, files.size_of(descriptor, name))
        finally:
            os.close(descriptor)
