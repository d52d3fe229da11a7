"""The tasks of a check: files, lines of one with a spec in each, and texts that were read before."""

from __future__ import annotations

from recolint.base.errors import UserError
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.base.text import Source
from recolint.config.typed import Config
from recolint.document import Fault, Reading

if TYPE_CHECKING:
    # Only policies forbid attempts, and only walks meet folders.

    from recolint.check.attempts import Attempt

LINES_SUFFIX = ".jsonl"
"""Of a file with a spec in each line."""


class PathError(UserError):
    """A path of the command line that cannot be checked. The message names it."""


class Input(NamedTuple):
    """A file to check: its text, the configuration in force, and whether the user named it.

    ``fault`` is set when the file is too large; the text is then only its beginning. ``reading`` is set if the
    caller read the text before and uses the same data: then it is not read again.
    """

    source: Source
    config: Config
    relative: str
    """The path that the globs of the config are matched against."""
    named: bool
    fault: Fault | None = None
    reading: Reading | None = None
    left_out: Attempt | None = None
    """The key that excludes the file from the repository's check; only locked rules run on it."""
    is_code: bool = False
    """Whether recolint checks requests in code in this file. It checks specs in every file."""

    @property
    def path(self) -> str:
        """The file as the user named it."""
        return self.source.path


class FileTask(NamedTuple):
    """A file to check: its name as the user wrote it, and whether the user named it. It can go to another process.

    ``left_out`` says where the repository excludes the file, if it does. ``data`` is set for input that can be read
    only once: standard input, a pipe, a text of the caller. ``is_code`` is true if requests in code are checked: in
    named files, and in those that ``include`` or ``--code`` adds. ``kept`` is where ``data`` can be read again.
    ``place`` is where it was found (absolute, with ``/``) if it is a regular file, and no link.
    """

    path: str
    named: bool
    left_out: LeftOut | None = None
    data: bytes | None = None
    is_code: bool = False
    kept: Kept | None = None
    place: str | None = None

    def without_text(self) -> FileTask:
        """The task without the text that can be read again, once it is checked."""
        return self if self.kept is None else self._replace(data=None)


class Kept(NamedTuple):
    """Where a text is kept during the run: ``size`` bytes of the file ``source``, from ``offset``."""

    source: str
    offset: int
    size: int


class LeftOut(NamedTuple):
    """How a repository excludes files that policies check: the key that does it, and the folder of its config."""

    attempt: Attempt
    folder: str


class Lines(NamedTuple):
    """Lines of a file with a spec in each: ``number`` of them, line ``first`` the first, which begins at ``offset``.

    ``lines`` are the lines themselves, as long as they are kept; then they are read again from the file ``source``.
    """

    path: str
    named: bool
    first: int
    offset: int
    number: int
    source: str
    lines: tuple[bytes, ...] | None
    left_out: LeftOut | None = None
    is_code: bool = False

    def without_text(self) -> Lines:
        """The task without the text of the lines, once they are checked."""
        return self._replace(lines=None)


Task = FileTask | Lines | Input
"""A file that is named, lines of one, or a file that was read before."""


def lines_in(task: Task) -> int:
    """How many lines with a spec in each ``task`` has; 0 for a whole file."""
    return task.number if isinstance(task, Lines) else 0


class Skipped(NamedTuple):
    """A file or a folder (with ``/`` at its end) that is not checked, and why not."""

    path: str
    reason: str
