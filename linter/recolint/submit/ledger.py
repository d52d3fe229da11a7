"""The record of submissions and their outcome: JSON lines in one file, only ever added to, each on disk before use.

A line is written before a job is asked for and another when it is known what came of it. So a process that dies in
between leaves a line without an answer, and the next one knows that there may be a job. No line contains a request,
which may be confidential, only its digests.
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from recolint.base.errors import UserError
from recolint.io import files, repository
from recolint.io.paths import is_repository
from recolint.submit.ledger_line import Line, line_of

if TYPE_CHECKING:
    from filelock import BaseFileLock

VERSION = 1

PATIENCE_SECONDS = 600
"""How long a submit waits for another one. Each request of a submit locks the ledger anew."""

WAITING = f"another recolint process has locked the ledger; waiting at most {PATIENCE_SECONDS // 60} min"
"""The message for a user who waits for the ledger."""


class LedgerError(UserError):
    """A ledger that cannot be read or written."""


class Ledger:
    """The ledger in the file ``path``, made when the first line is written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self, on_wait: Callable[[], None]) -> Iterator[None]:
        """Lock the ledger; call ``on_wait`` if another process has locked it. A process that dies loses its lock.

        Raises ``LedgerError`` if the ledger is still locked after ``PATIENCE_SECONDS``.
        """
        # Imported here: only a submit needs it.
        with warnings.catch_warnings():
            # It warns of a system without locks of files, where the lock is a file that exists.
            warnings.simplefilter("ignore", UserWarning)
            from filelock import FileLock, SoftFileLock, Timeout

        with self._guarded():
            self._make_folder()
            os.close(self._opened(os.O_RDWR))
            # A file of its own: Windows does not allow reading a locked file. Two names: a real lock leaves its file
            # behind, and a lock that is a file that exists would take it for held.
            path = self._lock_file("softlock" if FileLock is SoftFileLock else "lock")
            held = FileLock(path, mode=0o600)
            try:
                held.acquire(blocking=False)
            except Timeout:
                on_wait()
                self._wait(held, path)
        try:
            yield
        finally:
            held.release()

    def add(self, line: Line) -> None:
        """Write ``line``; when this returns, it is on disk."""
        table = {key: value for key, value in asdict(line).items() if key != "policies" or value}
        data = json.dumps({"version": VERSION, **table}).encode() + b"\n"
        with self._guarded():
            self._make_folder()
            descriptor = self._opened(os.O_RDWR | os.O_APPEND)
            try:
                size = os.fstat(descriptor).st_size
                if size and _last_byte(descriptor) != b"\n":
                    # A process died in the middle of its line.
                    data = b"\n" + data
                written = os.write(descriptor, data)
                if written != len(data):
                    raise LedgerError(f"{self.path}: cannot be written: no space left")
                os.fsync(descriptor)
                if not size:
                    self._sync_folder()
            finally:
                os.close(descriptor)

    def lines(self) -> list[Line]:
        """All lines, oldest first. One that was cut off is skipped.

        Raises ``LedgerError`` for a line of another version, and for a line that is not from a ledger. It also raises
        it for a file that ``files`` does not read: a special or very long file, or one behind a link out of the
        project.
        """
        with self._guarded():
            try:
                data = files.read(self._real())
            except FileNotFoundError:
                return []
        return [line for number, raw in enumerate(data.split(b"\n"), 1) if (line := self._read(raw, number))]

    def settled(self, on_wait: Callable[[], None]) -> list[Line]:
        """All lines, once no other process is in the middle of a submit; ``on_wait`` as for ``locked``."""
        with self._guarded():
            if not self._real().exists():
                return []
        with self.locked(on_wait):
            return self.lines()

    def _read(self, raw: bytes, number: int) -> Line | None:
        try:
            table = json.loads(raw)
        except (UnicodeDecodeError, json.JSONDecodeError):
            return None
        except (ValueError, RecursionError) as error:
            # Numbers of thousands of digits, and nesting as deep: nothing that recolint writes.
            raise self._broken(number, str(error)) from error
        version = table.pop("version", None) if isinstance(table, dict) else None
        if type(version) is not int or version != VERSION:
            raise LedgerError(
                f"{self.path}:{number}: written by another version of recolint; pass another file with --ledger"
            )
        try:
            return line_of(table)
        except ValueError as error:
            raise self._broken(number, str(error)) from error

    def _broken(self, number: int, why: str) -> LedgerError:
        return LedgerError(f"{self.path}:{number}: not a line of a ledger: {why}; pass another file with --ledger")

    def _real(self) -> Path:
        """Where the ledger is, without links; raises ``OutsideError`` for one that leads out of the project."""
        real = repository.file(self.path)
        folder = self.path.absolute().parent
        # A directory that has a ledger is a project, also where neither git nor a config says so.
        if folder.name == FOLDER and not real.is_relative_to(os.path.realpath(folder.parent)):
            raise repository.OutsideError(self.path)
        return real

    def _opened(self, flags: int) -> int:
        """The file, created if missing. Raises if it is not a regular file, or is outside the repository."""
        real = self._real()
        with suppress(FileNotFoundError):
            repository.require_regular(self.path, real.stat())
        descriptor = os.open(real, flags | os.O_CREAT | _NO_LINK | _BINARY, 0o600)
        try:
            repository.require_regular(self.path, os.fstat(descriptor))
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _wait(self, held: BaseFileLock, path: Path) -> None:
        """Acquire ``held``, the lock in the file ``path``; raises ``LedgerError`` if another process keeps it."""
        from filelock import Timeout

        try:
            held.acquire(timeout=PATIENCE_SECONDS)
        except Timeout as error:
            raise LedgerError(
                f"{self.path}: still locked after {PATIENCE_SECONDS} s; "
                f"if no other recolint process runs, delete {path.name} beside it"
            ) from error

    def _lock_file(self, suffix: str) -> Path:
        """The lock file. Raises if it is there and is not a regular file."""
        real = self._real()
        path = real.with_name(f"{real.name}.{suffix}")
        with suppress(FileNotFoundError):
            repository.require_regular(path, path.lstat())
        return path

    def _make_folder(self) -> None:
        folder = self._real().parent
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.name == FOLDER:
                # A record of who submitted which job does not belong in the repository.
                (folder / ".gitignore").write_text("*\n")

    def _sync_folder(self) -> None:
        """Make sure that the file's name is on disk too. Windows has no way to, and no need."""
        if os.name == "nt":
            return
        descriptor = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise LedgerError(
                f"{self.path}: the ledger cannot be used: {error.strerror}; pass another file with --ledger"
            ) from error


def _last_byte(descriptor: int) -> bytes:
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1)


_NO_LINK, _BINARY = getattr(os, "O_NOFOLLOW", 0), getattr(os, "O_BINARY", 0)
"""Flags to open a file: the first does not exist on Windows, the second exists only there."""


FOLDER = ".recolint"
NAME = "ledger.jsonl"


def default_path(folder: Path, state: Path) -> Path:
    """The ledger of the project that contains ``folder``; outside of a project, the one in ``state``."""
    project = next((above for above in (folder, *folder.parents) if _is_project(above)), None)
    return state / NAME if project is None else project / FOLDER / NAME


def _is_project(folder: Path) -> bool:
    return (folder / FOLDER).is_dir() or is_repository(folder) or (folder / "recolint.toml").is_file()
