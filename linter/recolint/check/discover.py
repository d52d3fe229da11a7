"""From the paths of the command line to what is to be checked."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, BinaryIO
from recolint.check.hosted import may_name_files, referenced
from recolint.check.inputs import beginning, config_of, most_of_policies, place, read, reader
from recolint.check.tasks import LINES_SUFFIX, FileTask, Input, Lines, PathError, Skipped
from recolint.config.files import ConfigFiles
from recolint.config.layers import Word
from recolint.config.patterns import relative
from recolint.config.typed import Config
from recolint.io import files, repository
from recolint.io.folder import Folders
from recolint.io.paths import by_name, is_below, repository_of, unreached

if TYPE_CHECKING:
    # Only files with a spec in each line need the module.
    from recolint.io.lines import ReadLine, Spool


class Request(NamedTuple):
    """The files to search: paths (``-`` is standard input), its name, and whether excludes hold for named files."""

    paths: tuple[str, ...]
    stdin: BinaryIO
    stdin_filename: str = "<stdin>"
    force_exclude: bool = False
    spool: Spool | None = None
    """Where standard input is kept that has a spec in each line; ``None``: it is one file."""
    code: bool = False
    """Whether walks look at code too."""
    follows: bool = False
    """Whether the specs that commands send (``file://``) are looked at as well."""


class Extent(NamedTuple):
    """The extent of a run: the folders that it walks, absolute."""

    folders: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request) -> Extent:
        """The extent of a run over ``request``."""
        return cls(tuple(os.path.realpath(path) for path in request.paths if path != "-" and os.path.isdir(path)))

    def is_whole(self, config: Config) -> bool:
        """Whether the folder of ``config`` was walked as a whole; without a config file, the repository."""
        return any(is_below(self._top(config, folder), folder) for folder in self.folders)

    def _top(self, config: Config, folder: str) -> str:
        if config.path is not None:
            return os.path.realpath(config.folder)
        return repository_of(folder) or folder

    def with_files(self, config: Config) -> frozenset[int]:
        """Which ``[[suppress]]`` tables of ``config`` are for a file that is there, even one that a walk skips."""
        from recolint.check.walk import SKIPPED_FOLDERS

        numbers: set[int] = set()
        for folder, inner, names in os.walk(config.folder):
            inner[:] = [name for name in inner if name not in SKIPPED_FOLDERS]
            for name in names:
                numbers.update(config.suppressions_of(relative(config.folder, os.path.join(folder, name))))
        return frozenset(numbers)


NAMED_FILES = Extent()
"""The extent of a run over files that are named one by one."""


def discover(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[Input]:
    """The inputs of ``tasks``, read."""
    folders = Folders()
    return (item for task in tasks(request, configs, skipped) for item in read(task, configs, folders))


def tasks(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask | Lines]:
    """The files to check, each once, even if it has several names. Other files are added to ``skipped``.

    Raises ``PathError`` for a path that does not exist or cannot be read, before anything is read.
    """
    seen: dict[object, str] = {}
    scripts: list[FileTask] = []
    for task in _all(request, configs, skipped, seen):
        if task.is_code and request.follows:
            scripts.append(task)
        if task.path == "-" and request.spool is not None:
            read_line = request.spool.kept(request.stdin.readline)
            yield from _lines(task._replace(path=request.stdin_filename), request.spool.path, read_line, configs)
        elif task.path == "-":
            named = task._replace(path=request.stdin_filename)
            yield named._replace(data=beginning(named.path, config_of(named, configs), request.stdin.read))
        elif task.path.lower().endswith(LINES_SUFFIX):
            yield from _lines_of(task, configs)
        elif task.place is None and task.named and files.is_stream(task.path):
            yield task._replace(data=beginning(task.path, config_of(task, configs), reader(task.path)))
        else:
            yield task
    for script in scripts:
        for path in _named_in(script, configs):
            if seen.setdefault(_identity(path), path) is path and _excluded_file(path, configs) is None:
                yield FileTask(path, named=True)


def _named_in(script: FileTask, configs: ConfigFiles) -> Iterator[str]:
    """The specs that commands of ``script`` send; what cannot be read is reported when it is checked."""
    if script.path == "-" or not may_name_files(script.path) or files.is_stream(script.path):
        return
    try:
        for one in read(script, configs, Folders()):
            yield from referenced(one.source)
    except PathError:
        return


def _lines_of(task: FileTask, configs: ConfigFiles) -> Iterator[FileTask | Lines]:
    try:
        with files.opened_spec(task.path) as file:
            yield from _lines(task, task.path, file.readline, configs)
    except OSError as error:
        raise PathError(f"{task.path}: cannot be read: {error.strerror}") from error


def _lines(task: FileTask, source: str, read_line: ReadLine, configs: ConfigFiles) -> Iterator[FileTask | Lines]:
    from recolint.io.lines import blocks

    config = config_of(task, configs)
    is_empty = True
    for block in blocks(read_line, max(config.max_file_size, most_of_policies(config))):
        is_empty = is_empty and not any(map(bytes.strip, block.lines))
        yield Lines(
            task.path,
            task.named,
            block.first,
            block.offset,
            len(block.lines),
            source,
            block.lines,
            task.left_out,
            task.is_code,
        )
    if is_empty:
        yield task._replace(data=b"")


def listing(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask]:
    """The files of ``tasks``, in its order, none of them read; standard input is ``-``."""
    return _all(request, configs, skipped, {})


def _all(request: Request, configs: ConfigFiles, skipped: list[Skipped], seen: dict[object, str]) -> Iterator[FileTask]:
    """The files of ``listing``; ``seen`` gets what each is, whatever its name."""
    for path in request.paths:
        if path == "-":
            continue
        try:
            os.lstat(path)
        except (OSError, ValueError) as error:
            raise PathError(f"{path or repr(path)}: {unreached(error)}") from error
        _require_inside(path)
    if "-" in request.paths:
        yield FileTask("-", named=True, is_code=True)
        # It stands for the file that it is called after: an editor sends what is not yet saved.
        seen[_identity(request.stdin_filename)] = request.stdin_filename
    # What is named is named, though it lies in a folder that is named too.
    for path in sorted((path for path in request.paths if path != "-"), key=os.path.isdir):
        is_folder = os.path.isdir(path)
        found = _below(path, request, configs, skipped) if is_folder else _named(path, request, configs, skipped)
        # If both a link and its file are found, the file counts.
        for one in sorted(found, key=_is_link):
            first = seen.setdefault(_identity(one.path), one.path)
            if first is one.path or _is_judged_otherwise(one.path, first, configs):
                yield one
            elif by_name(first) != by_name(one.path):
                skipped.append(Skipped(one.path, f"the same file as {first}"))


def _is_link(task: FileTask) -> bool:
    return task.place is None and os.path.islink(task.path)


def _is_judged_otherwise(file: str, first: str, configs: ConfigFiles) -> bool:
    """Whether policies own other rules at ``file`` than at ``first``, another name of it: both names are real."""
    if not configs.policies or by_name(file) == by_name(first):
        return False
    return configs.of_file(place(file)).locks != configs.of_file(place(first)).locks


def _identity(file: str) -> object:
    """The identity of a file, common to all its names: links, mounts, ``./a`` and ``a``."""
    try:
        status = os.stat(file)
    except OSError:
        return by_name(file)
    return (status.st_dev, status.st_ino) if status.st_ino else by_name(file)


def _require_inside(path: str) -> None:
    try:
        repository.real_spec(path)
    except repository.OutsideError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error


def _below(folder: str, request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask]:
    # Imported here: files that are named need no walk.
    from recolint.check.walk import walk

    return walk(folder, configs, skipped, code=request.code)


def _named(path: str, request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask]:
    word = _excluded_file(path, configs) if request.force_exclude else None
    left = None
    if word is not None:
        from recolint.check.walk import EXCLUDED, left_out

        left = left_out(place(path), word, configs)
        if left is None:
            skipped.append(Skipped(path, EXCLUDED))
            return
    yield FileTask(path, named=True, left_out=left, is_code=True, place=place(path) if _is_regular(path) else None)


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _excluded_file(path: str, configs: ConfigFiles) -> Word | None:
    """The pattern that excludes the file ``path``."""
    from recolint.check.walk import excluded

    folder, name = os.path.split(place(path))
    return excluded(folder, name, configs)
