"""What was to be submitted and what came of it: JSON lines in one file, only ever added to, each on disk before use.

A line is written before a job is asked for and another when it is known what came of it. So a process that dies in
between leaves a line without an answer, and the next one knows that there may be a job. No line holds a request, which
may hold what nobody else should see, only its digests.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from recolint import files, repository
from recolint.mistake import UserMistakeError
from recolint.paths import is_repository

VERSION = 1


class Event(StrEnum):
    """What a line says."""

    INTENT = "intent"
    """The request is about to be sent."""
    MADE = "made"
    """There is a job for it."""
    NOT_MADE = "not-made"
    """There is none, and none can come of it any more."""
    UNKNOWN = "unknown"
    """Nobody could tell."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a job's name is unique. ``account`` is ``None`` when it is not known."""

    account: str | None
    region: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``base`` is the digest of the request before its name got a suffix, ``digest`` that of the whole.

    ``members`` are the digests of single members that AWS does not tell again.
    """

    event: Event
    at: str
    name: str
    place: Place
    digest: str
    base: str
    members: dict[str, str] = field(default_factory=dict)
    arn: str | None = None
    reason: str | None = None

    @property
    def key(self) -> tuple[str, Place]:
        """What tells one job from another."""
        return self.name, self.place


class LedgerError(UserMistakeError):
    """A ledger that cannot be read or written."""


class Ledger:
    """The ledger in the file ``path``, made when the first line is written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def locked(self, on_wait: Callable[[], None]) -> Iterator[None]:
        """Hold the ledger alone; ``on_wait`` is called when another process has it. A dead process holds nothing."""
        # Imported here: only POSIX systems have it.
        import fcntl

        with self._guarded():
            self._make_folder()
            descriptor = self._opened(os.O_RDWR)
            try:
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    on_wait()
                    fcntl.flock(descriptor, fcntl.LOCK_EX)
            except BaseException:
                os.close(descriptor)
                raise
        try:
            yield
        finally:
            os.close(descriptor)

    def add(self, line: Line) -> None:
        """Write ``line``; when this returns, it is on disk."""
        data = json.dumps({"version": VERSION, **asdict(line)}, ensure_ascii=False).encode() + b"\n"
        with self._guarded():
            self._make_folder()
            descriptor = self._opened(os.O_RDWR | os.O_APPEND)
            try:
                size = os.fstat(descriptor).st_size
                if size and os.pread(descriptor, 1, size - 1) != b"\n":
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
        """All lines, oldest first; one that was cut off is passed over, and one of a newer version refused."""
        with self._guarded():
            try:
                data = files.read(self.path)
            except FileNotFoundError:
                return []
        return [line for number, raw in enumerate(data.split(b"\n"), 1) if (line := self._read(raw, number))]

    def _read(self, raw: bytes, number: int) -> Line | None:
        try:
            table = json.loads(raw)
        except ValueError:
            return None
        if not isinstance(table, dict) or table.pop("version", None) != VERSION:
            raise LedgerError(f"{self.path}:{number}: is of another version of recolint; use another --ledger")
        try:
            place = Place(**table.pop("place"))
            return replace(Line(**table, place=place), event=Event(table["event"]))
        except (KeyError, TypeError, ValueError) as error:
            raise LedgerError(f"{self.path}:{number}: is no line of a ledger: {error}") from error

    def _opened(self, flags: int) -> int:
        """The file, made if need be; what is not a regular file, and what lies outside the repository, is refused."""
        descriptor = os.open(repository.file(self.path), flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        kind = repository.odd_kind(os.fstat(descriptor).st_mode)
        if kind is not None:
            os.close(descriptor)
            raise OSError(errno.EINVAL, f"expected a regular file, found {kind}", str(self.path))
        return descriptor

    def _make_folder(self) -> None:
        folder = repository.file(self.path).parent
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if folder.name == FOLDER:
                # Whose jobs were submitted is no matter of the repository.
                (folder / ".gitignore").write_text("*\n")

    def _sync_folder(self) -> None:
        """Make sure that the file's name is on disk too."""
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
                f"{self.path}: the ledger cannot be used: {error.strerror}; choose another with --ledger"
            ) from error


FOLDER = ".recolint"
NAME = "ledger.jsonl"


def default_path(folder: Path, state: Path) -> Path:
    """The ledger of the project that ``folder`` lies in, or, where it lies in none, one in the user's ``state``."""
    for above in (folder, *folder.parents):
        if (above / FOLDER).is_dir() or is_repository(above) or (above / "recolint.toml").is_file():
            return above / FOLDER / NAME
    return state / "recolint" / NAME


def unanswered(lines: Iterable[Line]) -> list[Line]:
    """The intents of which nothing more is known, the last of each request, oldest first.

    A job that was made answers for all requests of its name: none of the others can have made one.
    """
    last: dict[tuple[tuple[str, Place], str], Line] = {}
    for line in lines:
        last.pop((line.key, line.digest), None)
        if line.event is Event.MADE:
            last = {key: other for key, other in last.items() if other.key != line.key}
        elif line.event is not Event.NOT_MADE:
            last[line.key, line.digest] = line
    return list(last.values())


def unanswered_name(lines: Iterable[Line], base: str) -> str | None:
    """The name under which the request ``base`` was last sent without an answer."""
    names = [line.name for line in unanswered(lines) if line.base == base]
    return names[-1] if names else None


def makers(lines: Iterable[Line], key: tuple[str, Place]) -> list[Line]:
    """What may have made the job ``key``: the line that says so, or else every request without an answer."""
    found = [line for line in lines if line.key == key]
    return [line for line in found if line.event is Event.MADE][-1:] or unanswered(found)
