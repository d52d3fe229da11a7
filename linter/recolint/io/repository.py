"""How far a repository reaches: its links, and what its config names, must not lead out of it.

Whoever opens a pull request writes links and config. Without this border, a report would quote each file that the user
may read, and a fix would write to others.

Outside a git repository, the directory of a config counts as one for all files except specs.

A server that reads files for a client may read only the directories that the client grants.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from recolint.base.static import TYPE_CHECKING
from recolint.io.paths import is_below, repository_of, upwards

if TYPE_CHECKING:
    from contextvars import ContextVar
    from pathlib import Path

CONFIGS = ("recolint.toml", "pyproject.toml")
"""The names of config files, the first of them first."""

_MAX_LINKS = 40
"""The number of links that Linux follows in one path."""

_KINDS = {
    stat.S_IFDIR: "a directory",
    stat.S_IFIFO: "a FIFO",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


_granted: ContextVar[tuple[str, ...] | None] | None = None
"""``granted.GRANTED``, as soon as somebody confines this process."""


class OutsideError(OSError):
    """A path that leads out of its repository."""

    def __init__(self, path: str | Path, problem: str = "a link leads out of the repository") -> None:
        """Take the path as the caller passed it."""
        super().__init__(errno.EPERM, problem, str(path))


@contextmanager
def confined(folders: Iterable[Path]) -> Iterator[None]:
    """Within the block, read no spec and no code outside ``folders``. Applies to this process only."""
    global _granted
    from recolint.io.granted import GRANTED

    _granted = GRANTED
    token = GRANTED.set(tuple(os.path.realpath(folder) for folder in folders))
    try:
        yield
    finally:
        GRANTED.reset(token)


def spec(path: Path) -> Path:
    """The spec that ``path`` leads to, without links; raises ``OutsideError``."""
    return type(path)(real_spec(str(path)))


def file(path: Path) -> Path:
    """Any other file that ``path`` leads to, without links; raises ``OutsideError``."""
    return type(path)(real_file(str(path)))


# A run asks this of each file: with names, it takes half the time that it takes with paths.


def real_spec(path: str) -> str:
    """As ``spec``."""
    real = _followed(path, _git)
    granted = None if _granted is None else _granted.get()
    if granted is not None and not any(is_below(real, folder) for folder in granted):
        raise OutsideError(path, "not below a root that may be read")
    return real


def real_file(path: str) -> str:
    """As ``file``."""
    return _followed(path, _project)


def keeps(path: str | Path) -> bool:
    """Whether the spec ``path`` leads to a place in its repository."""
    try:
        real_spec(str(path))
    except OutsideError:
        return False
    return True


def border(folder: str | Path) -> str:
    """The directory that the files named by a config in ``folder`` must lie in, without links."""
    real = os.path.realpath(folder)
    return _git(real) or real


def refusal(path: str | Path, border: str | None) -> str | None:
    """The fault of ``path`` as a file that a config names; ``None`` for a good one, and for a missing one.

    ``border`` is the directory that it must lie in, ``None`` for the config of a trusted user.
    """
    try:
        real = real_file(str(path))
    except OutsideError:
        return "outside the repository"
    if border is not None and not is_below(real, border):
        return "outside the repository"
    try:
        return _odd_kind(os.stat(real).st_mode)
    except OSError:
        return None


def require_regular(path: str | Path, status: os.stat_result) -> None:
    """Raise ``OSError`` when ``status``, that of ``path``, is not the status of a regular file."""
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, f"expected a regular file, found {_odd_kind(status.st_mode)}", str(path))


def _odd_kind(mode: int) -> str | None:
    return None if stat.S_ISREG(mode) else _KINDS.get(stat.S_IFMT(mode), "a special file")


def _followed(path: str, root_of: Callable[[str], str | None]) -> str:
    real = os.path.realpath(path)
    if real == os.path.abspath(path):
        return real
    for folder in _links(path):
        root = root_of(folder)
        if root is not None and not is_below(real, root):
            raise OutsideError(path)
    return real


def _links(path: str) -> Iterator[str]:
    """The directory of each link that is followed on the way to ``path``."""
    at, names = _split(os.path.join(os.getcwd(), path))
    links = 0
    while names and links <= _MAX_LINKS:
        name = names.pop()
        if name == os.pardir:
            at = os.path.dirname(at)
            continue
        try:
            target = os.readlink(os.path.join(at, name))
        except OSError:
            at = os.path.join(at, name)
            continue
        links += 1
        yield at
        top, below = _split(target)
        at = top if os.path.isabs(target) else at
        names += below


def _split(path: str) -> tuple[str, list[str]]:
    """The top folder of ``path``, with its drive where there are drives, and the names below, the last one first."""
    drive, below = os.path.splitdrive(path)
    return drive + os.sep, [name for name in reversed(below.split(os.sep)) if name not in ("", os.curdir)]


def _git(folder: str) -> str | None:
    """The root of the git repository with files in ``folder``; git keeps its own in ``.git``, and ships none."""
    return None if ".git" in folder.split(os.sep) else repository_of(folder)


def _project(folder: str) -> str | None:
    return _git(folder) or next((one for one in upwards(folder) if _has_config(one)), None)


def _has_config(folder: str) -> bool:
    return any(os.path.lexists(os.path.join(folder, name)) for name in CONFIGS)
