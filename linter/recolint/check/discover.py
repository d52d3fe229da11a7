"""From the paths of the command line to sources. The only module that reads specs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from recolint.base.errors import UserMistakeError
from recolint.base.text import Source, Span
from recolint.config.files import ConfigFiles
from recolint.config.typed import Config, relative
from recolint.document import Fault, FaultKind, Format, Reading
from recolint.io import files, lines, repository
from recolint.io.git_index import tracked
from recolint.io.gitignore import GitIgnore, ignored
from recolint.io.paths import is_repository, shown

SUFFIXES = (".json", ".yaml", ".yml")
LINES_SUFFIX = ".jsonl"
"""A file with a spec in each line."""
_WALKED = (*SUFFIXES, LINES_SUFFIX)
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
     ".pytest_cache", ".ruff_cache", ".terraform", ".aws-sam", "cdk.out", ".recolint"}
)  # fmt: skip


class PathError(UserMistakeError):
    """A path of the command line that cannot be checked. The message names it."""


class Input(NamedTuple):
    """A file to check: its text, the configuration in force, and whether the user named it.

    ``fault`` is set when the file is too large; the text is then only its beginning. ``reading`` is set where the text
    was read before, for who acts on that very data: then it is not read again.
    """

    source: Source
    config: Config
    relative: str
    """The path as the globs of the config see it."""
    named: bool
    fault: Fault | None = None
    reading: Reading | None = None

    @property
    def path(self) -> str:
        """The file as the user named it."""
        return self.source.path


class Skipped(NamedTuple):
    """A file or a folder (with ``/`` at its end) that is not checked, and why not."""

    path: str
    reason: str


class Request(NamedTuple):
    """What to look for: paths (``-`` is standard input), its name, and whether excludes hold for named files."""

    paths: tuple[str, ...]
    stdin: BinaryIO
    stdin_filename: str = "<stdin>"
    force_exclude: bool = False
    spool: lines.Spool | None = None
    """Where standard input is kept that has a spec in each line; ``None``: it is one file."""


class Extent(NamedTuple):
    """What a run looks at: the folders that it walks, absolute."""

    folders: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: Request) -> Extent:
        """The extent of a run over ``request``."""
        return cls(tuple(os.path.realpath(path) for path in request.paths if path != "-" and Path(path).is_dir()))

    def is_whole(self, config: Config) -> bool:
        """Whether the folder of ``config`` was walked as a whole; without a config file, the repository."""
        return any(Path(self._top(config, folder)).is_relative_to(folder) for folder in self.folders)

    def _top(self, config: Config, folder: str) -> str:
        if config.path is not None:
            return os.path.realpath(config.folder)
        chain = [Path(folder), *Path(folder).parents]
        return str(next((above for above in chain if is_repository(above)), folder))

    def with_files(self, config: Config) -> frozenset[int]:
        """Which ``[[suppress]]`` tables of ``config`` are for a file that is there, even one that a walk skips."""
        numbers: set[int] = set()
        for folder, inner, names in os.walk(config.folder):
            inner[:] = [name for name in inner if name not in SKIPPED_FOLDERS]
            for name in names:
                numbers.update(config.suppressions_of(relative(config, Path(folder, name).as_posix())))
        return frozenset(numbers)


NAMED_FILES = Extent()
"""The extent of a run over files that are named one by one."""


class FileTask(NamedTuple):
    """A file to check: its name as the user wrote it, and whether the user named it. It can go to another process.

    ``data`` is set for what can be read only once: standard input, a pipe.
    """

    path: str
    named: bool
    data: bytes | None = None


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

    def without_lines(self) -> Lines:
        """What is kept when they have been looked at."""
        return self._replace(lines=None)


Task = FileTask | Lines | Input
"""A file that is named, lines of one, or a file that was read before."""


def discover(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[Input]:
    """The inputs of ``tasks``, read."""
    return (item for task in tasks(request, configs, skipped) for item in read(task, configs))


def tasks(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask | Lines]:
    """What is to be checked, each file once, whatever names it has. What is not is added to ``skipped``.

    Raises ``PathError`` for a path that does not exist or cannot be read, before anything is read.
    """
    for file, named in listing(request, configs, skipped):
        if file == "-" and request.spool is not None:
            read_line = request.spool.kept(request.stdin.readline)
            yield from _lines(request.stdin_filename, request.spool.path, read_line, configs, named=True)
        elif file == "-":
            data = _beginning(request.stdin_filename, request.stdin.read, configs)
            yield FileTask(request.stdin_filename, named, data)
        elif file.lower().endswith(LINES_SUFFIX):
            yield from _lines_of(file, configs, named=named)
        elif named and files.is_stream(Path(file)):
            yield FileTask(file, named, _beginning(file, partial(files.read_spec, Path(file)), configs))
        else:
            yield FileTask(file, named)


def config_of(path: str, configs: ConfigFiles) -> tuple[Config, str]:
    """The config in force for the file ``path``, and the path as the globs of that see it."""
    absolute = Path(_absolute(path))
    config = configs.of(absolute.parent)
    return config, relative(config, absolute.as_posix())


def _lines_of(path: str, configs: ConfigFiles, *, named: bool) -> Iterator[FileTask | Lines]:
    try:
        with files.opened_spec(Path(path)) as file:
            yield from _lines(path, path, file.readline, configs, named=named)
    except OSError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error


def _lines(
    path: str, source: str, read_line: lines.ReadLine, configs: ConfigFiles, *, named: bool
) -> Iterator[FileTask | Lines]:
    limit = config_of(path, configs)[0].max_file_size
    is_empty = True
    for block in lines.blocks(read_line, limit):
        is_empty = is_empty and not any(map(bytes.strip, block.lines))
        yield Lines(path, named, block.first, block.offset, len(block.lines), source, block.lines)
    if is_empty:
        yield FileTask(path, named, b"")


def read(task: FileTask | Lines, configs: ConfigFiles) -> Iterator[Input]:
    """The inputs of ``task``: one, or one for each line with text. Raises ``PathError`` for what cannot be read."""
    config, name = config_of(task.path, configs)
    if isinstance(task, FileTask):
        yield _file(task, config, name)
        return
    texts = task.lines
    if texts is None:
        try:
            texts = lines.again(Path(task.source), task.offset, task.number, config.max_file_size)
        except OSError as error:
            raise PathError(f"{task.path}: cannot be read: {error.strerror}") from error
    for number, data in enumerate(texts, start=task.first):
        if data.strip():
            source = replace(Source.decode(task.path, data), format=Format.JSON, first=number)
            yield _within_limit(source, len(data), "line", config, name, named=task.named)


def _file(task: FileTask, config: Config, name: str) -> Input:
    try:
        data = task.data if task.data is not None else files.read_spec(Path(task.path), config.max_file_size + 1)
    except OSError as error:
        raise PathError(f"{task.path}: cannot be read: {error.strerror}") from error
    return _within_limit(Source.decode(task.path, data), len(data), "file", config, name, named=task.named)


def _within_limit(source: Source, size: int, what: str, config: Config, name: str, *, named: bool) -> Input:
    limit = config.max_file_size
    if size <= limit:
        return Input(source, config, name, named)
    fault = Fault(
        FaultKind.TOO_LARGE,
        f"the {what} is larger than {limit} bytes, far more than a job spec needs; it was not read",
        Span(0, 0),
        help="if it is a spec all the same, raise max-file-size in the config",
    )
    return Input(source, config, name, named, fault)


def listing(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[tuple[str, bool]]:
    """The files that ``discover`` reads, in its order, none of them read; and whether each was named."""
    for path in request.paths:
        if path != "-" and not os.path.lexists(path):
            raise PathError(f"{path or repr(path)}: no such file or folder")
        _require_inside(path)
    seen: dict[object, str] = {}
    if "-" in request.paths:
        yield "-", True
        # It stands for the file that it is called after: an editor sends what is not yet saved.
        seen[_identity(request.stdin_filename)] = request.stdin_filename
    # What is named is named, though it lies in a folder that is named too.
    for path in sorted((path for path in request.paths if path != "-"), key=os.path.isdir):
        named = not Path(path).is_dir()
        found = _named(path, request, configs, skipped) if named else _walk(path, configs, skipped)
        # A link gives way to the file itself.
        for file in sorted(found, key=os.path.islink):
            first = seen.setdefault(_identity(file), file)
            if first is file:
                yield file, named
            elif _absolute(first) != _absolute(file):
                skipped.append(Skipped(file, f"the same file as {first}"))


def _identity(file: str) -> object:
    """What all names of one file have in common: links, mounts, ``./a`` and ``a``."""
    try:
        status = os.stat(file)  # noqa: PTH116  as in _absolute
    except OSError:
        return _absolute(file)
    return (status.st_dev, status.st_ino) if status.st_ino else _absolute(file)


def _require_inside(path: str) -> None:
    try:
        repository.spec(Path(path))
    except repository.OutsideError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error


def _absolute(file: str) -> str:
    return os.path.abspath(file)  # noqa: PTH100  resolving links would leave the user's own name


def _named(path: str, request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterable[str]:
    if request.force_exclude and _excluded(path, configs):
        skipped.append(Skipped(path, _EXCLUDED))
        return []
    return [path]


def _excluded(path: str, configs: ConfigFiles) -> bool:
    absolute = Path(path).absolute()
    config = configs.of(absolute.parent)
    return config.excludes(relative(config, absolute.as_posix()) + "/" * path.endswith("/"))


class _Folder(NamedTuple):
    """A folder on the way of a walk: its name as typed, where it is, and the ``.gitignore`` files from above it."""

    typed: str
    place: Path
    rules: tuple[GitIgnore, ...]
    ignored: bool = False


def _walk(top: str, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[str]:
    """The files below ``top``, in order of name. A stack, not recursion: nothing bounds how deep folders lie."""
    root, above = _above(Path(top).absolute())
    of_git = _Tracked(root)
    found: list[str | _Folder] = [_Folder(top, Path(top).absolute(), above)]
    while found:
        folder = found.pop()
        if isinstance(folder, str):
            yield folder
            continue
        entries = _listed(folder.typed, folder.place)
        rules = (*folder.rules, *_gitignore(folder.place, root))
        above_names = "" if folder.place == root else folder.place.relative_to(root).as_posix() + "/"
        config: Config | None = None
        for entry in reversed(entries):
            is_folder = entry.is_dir(follow_symlinks=False)
            end = "/" * is_folder
            path = os.path.join(folder.typed, entry.name) if folder.typed != "." else entry.name  # noqa: PTH118  keeps ./ and ../ as typed
            name = above_names + entry.name + end
            is_ignored = folder.ignored or ignored(name, rules)
            reason = _unfit(entry, is_folder=is_folder)
            if reason is None and is_ignored and name not in of_git:
                reason = "ignored by .gitignore"
            if reason is None:
                config = config or configs.of(folder.place)
                if config.exclude and config.excludes(relative(config, (folder.place / entry.name).as_posix()) + end):
                    reason = _EXCLUDED
            if reason is not None:
                skipped.append(Skipped(path + end, reason))
            else:
                found.append(_Folder(path, folder.place / entry.name, rules, is_ignored) if is_folder else path)


_EXCLUDED = "excluded by the config"


def _unfit(entry: os.DirEntry[str], *, is_folder: bool) -> str | None:
    """Why no walk looks at ``entry``, whatever the repository says; ``None`` where it may."""
    if is_folder:
        return "a folder that recolint never looks into" if entry.name in SKIPPED_FOLDERS else None
    try:
        if not entry.is_file():
            return "a link to a folder" if entry.is_dir() else "not a regular file, or a link to nowhere"
        if entry.is_symlink() and not repository.keeps(Path(entry.path)):
            return "a link out of the repository"
    except OSError:  # a link to itself, which is no more a file than a link to nowhere
        return "a link to itself"
    return None if entry.name.lower().endswith(_WALKED) else f"the name does not end with {', '.join(_WALKED)}"


class _Tracked:
    """What git tracks below ``root``: paths that may be specs, and the folders above them, with ``/`` at the end."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        files = [path for path in tracked(_index(self._root)) if path.lower().endswith(_WALKED)]
        return frozenset(files) | {f"{folder}/" for path in files for folder in PurePosixPath(path).parents}


def _index(root: Path) -> bytes:
    """The index of the repository at ``root``; empty where there is none that can be read."""
    try:
        folder = root / ".git"
        if folder.is_file():
            # A worktree or a submodule has its own elsewhere.
            folder = root / files.read(folder).decode("utf-8", "surrogateescape").removeprefix("gitdir:").strip()
        return files.read(folder / "index")
    except (OSError, ValueError):
        return b""


def _listed(typed: str, folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise PathError(f"{typed}: cannot be listed: {error.strerror}") from error


def _above(folder: Path) -> tuple[Path, tuple[GitIgnore, ...]]:
    """Where paths for ``.gitignore`` begin, and the ones that bind from above ``folder`` in its repository."""
    chain = [folder, *folder.parents]
    root = next((above for above in chain if is_repository(above)), folder)
    between = [above for above in reversed(chain) if above != folder and above.is_relative_to(root)]
    return root, tuple(file for above in between for file in _gitignore(above, root))


def _gitignore(folder: Path, root: Path) -> list[GitIgnore]:
    places = [folder / ".gitignore"]
    if folder == root:
        places.insert(0, root / ".git" / "info" / "exclude")
    inner = folder.relative_to(root).as_posix()
    prefix = "" if inner == "." else inner + "/"
    return [GitIgnore.parse(prefix, _read_text(place)) for place in places if _is_read_by_git(place)]


def _is_read_by_git(place: Path) -> bool:
    """Git follows no link that a repository ships as its ``.gitignore``."""
    return os.path.isfile(place) and not (place.name == ".gitignore" and place.is_symlink())  # noqa: PTH113  as above


def _read_text(place: Path) -> str:
    try:
        return files.read(place).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise PathError(f"{shown(place)}: cannot be read: {error.strerror}") from error


def _beginning(path: str, read: Callable[[int], bytes], configs: ConfigFiles) -> bytes:
    """Never more than the limit and a byte, so that no file costs more memory than that."""
    try:
        return read(config_of(path, configs)[0].max_file_size + 1)
    except OSError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error
