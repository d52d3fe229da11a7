"""From the paths of the command line to sources. The only module that reads specs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from recolint.base.errors import UserError
from recolint.base.text import Source, Span
from recolint.check import attempts
from recolint.check.attempts import Attempt
from recolint.check.hosted import MOST_BYTES, is_code, may_name_files, referenced
from recolint.config.files import ConfigFiles
from recolint.config.layers import Word
from recolint.config.patterns import relative
from recolint.config.typed import Config
from recolint.document import Fault, FaultKind, Format, Reading
from recolint.io import files, lines, repository
from recolint.io.git_index import tracked
from recolint.io.gitignore import GitIgnore, deciding, ignored
from recolint.io.paths import is_repository, shown

SUFFIXES = (".json", ".yaml", ".yml")
LINES_SUFFIX = ".jsonl"
"""A file with a spec in each line."""
_WALKED = (*SUFFIXES, LINES_SUFFIX)
CODE_SUFFIXES = (".py", ".ipynb", ".sh", ".bash", ".md")
"""What a walk looks at as well, once it is to look at code."""
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
     ".pytest_cache", ".ruff_cache", ".terraform", ".aws-sam", "cdk.out", ".recolint"}
)  # fmt: skip


class PathError(UserError):
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
    left_out: Attempt | None = None
    """What leaves the file out of the repository's check, so that only locked rules look at it."""
    is_code: bool = False
    """Whether requests in code count there. Specs count everywhere."""

    @property
    def path(self) -> str:
        """The file as the user named it."""
        return self.source.path


class FileTask(NamedTuple):
    """A file to check: its name as the user wrote it, and whether the user named it. It can go to another process.

    ``left_out`` says where the repository leaves it out, if it does. ``data`` is set for what can be read only once:
    standard input, a pipe. ``is_code`` is true where requests in code count: in what is named, and in what ``include``
    or ``--code`` asks for.
    """

    path: str
    named: bool
    left_out: LeftOut | None = None
    data: bytes | None = None
    is_code: bool = False


class LeftOut(NamedTuple):
    """That a repository leaves out what policies want to see: the key that says so, and the folder of its config."""

    attempt: Attempt
    folder: Path


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

    def without_lines(self) -> Lines:
        """What is kept when they have been looked at."""
        return self._replace(lines=None)


Task = FileTask | Lines | Input
"""A file that is named, lines of one, or a file that was read before."""


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
    code: bool = False
    """Whether walks look at code too."""
    follows: bool = False
    """Whether the specs that commands send (``file://``) are looked at as well."""


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
                numbers.update(config.suppressions_of(relative(config.folder, Path(folder, name).as_posix())))
        return frozenset(numbers)


NAMED_FILES = Extent()
"""The extent of a run over files that are named one by one."""


def discover(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[Input]:
    """The inputs of ``tasks``, read."""
    return (item for task in tasks(request, configs, skipped) for item in read(task, configs))


def tasks(request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask | Lines]:
    """What is to be checked, each file once, whatever names it has. What is not is added to ``skipped``.

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
            yield named._replace(data=_beginning(named.path, config_of(named, configs)[0], request.stdin.read))
        elif task.path.lower().endswith(LINES_SUFFIX):
            yield from _lines_of(task, configs)
        elif task.named and files.is_stream(Path(task.path)):
            yield task._replace(data=_beginning(task.path, config_of(task, configs)[0], _reader(task.path)))
        else:
            yield task
    for script in scripts:
        for path in _named_in(script, configs):
            if seen.setdefault(_identity(path), path) is path and _excluded_file(path, configs) is None:
                yield FileTask(path, named=True)


def _named_in(script: FileTask, configs: ConfigFiles) -> Iterator[str]:
    """The specs that commands of ``script`` send; what cannot be read is told when it is checked."""
    if script.path == "-" or files.is_stream(Path(script.path)) or not may_name_files(script.path):
        return
    try:
        for one in read(script, configs):
            yield from referenced(one.source)
    except PathError:
        return


def _lines_of(task: FileTask, configs: ConfigFiles) -> Iterator[FileTask | Lines]:
    try:
        with files.opened_spec(Path(task.path)) as file:
            yield from _lines(task, task.path, file.readline, configs)
    except OSError as error:
        raise PathError(f"{task.path}: cannot be read: {error.strerror}") from error


def _lines(task: FileTask, source: str, read_line: lines.ReadLine, configs: ConfigFiles) -> Iterator[FileTask | Lines]:
    config, _ = config_of(task, configs)
    is_empty = True
    for block in lines.blocks(read_line, max(config.max_file_size, _most_of_policies(config))):
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
        if path != "-" and not os.path.lexists(path):
            raise PathError(f"{path or repr(path)}: no such file or folder")
        _require_inside(path)
    if "-" in request.paths:
        yield FileTask("-", named=True, is_code=True)
        # It stands for the file that it is called after: an editor sends what is not yet saved.
        seen[_identity(request.stdin_filename)] = request.stdin_filename
    # What is named is named, though it lies in a folder that is named too.
    for path in sorted((path for path in request.paths if path != "-"), key=os.path.isdir):
        named = not Path(path).is_dir()
        found = _named(path, request, configs, skipped) if named else _walk(path, request, configs, skipped)
        # A link gives way to the file itself.
        for one in sorted(found, key=lambda one: os.path.islink(one.path)):  # noqa: PTH114  the name as it is typed
            first = seen.setdefault(_identity(one.path), one.path)
            if first is one.path or _is_judged_otherwise(one.path, first, configs):
                yield one
            elif _absolute(first) != _absolute(one.path):
                skipped.append(Skipped(one.path, f"the same file as {first}"))


def _is_judged_otherwise(file: str, first: str, configs: ConfigFiles) -> bool:
    """Whether policies own other rules at ``file`` than at ``first``, another name of it: both names are real."""
    if not configs.policies or _absolute(file) == _absolute(first):
        return False
    return configs.of_file(Path(_absolute(file))).locks != configs.of_file(Path(_absolute(first))).locks


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
    """The place of ``file`` by the user's own name, links unresolved but where ``..`` follows one."""
    place = os.path.abspath(file)  # noqa: PTH100
    if ".." not in file:
        return place
    real = os.path.realpath(file)
    return place if os.path.realpath(place) == real else real


def _named(path: str, request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask]:
    absolute = Path(_absolute(path))
    word = _excluded(absolute.parent, absolute.name, configs) if request.force_exclude else None
    left = None
    if word is not None:
        left = _left_out(absolute, word, configs)
        if left is None:
            skipped.append(Skipped(path, _EXCLUDED))
            return
    yield FileTask(path, named=True, left_out=left, is_code=True)


def _excluded_file(path: str, configs: ConfigFiles) -> Word | None:
    """The pattern that excludes the file ``path``."""
    absolute = Path(_absolute(path))
    return _excluded(absolute.parent, absolute.name, configs)


def _excluded(folder: Path, name: str, configs: ConfigFiles) -> Word | None:
    """The pattern in the config of ``folder`` (absolute) that excludes ``name`` there, with ``/`` for a folder."""
    config = configs.of(folder)
    if not config.exclude:
        return None
    return config.excludes(relative(config.folder, (folder / name).as_posix()) + "/" * name.endswith("/"))


def _left_out(path: Path, word: Word, configs: ConfigFiles, end: str = "") -> LeftOut | None:
    """``path`` as ``word`` leaves it out; ``None`` where no policy minds. ``end`` is ``/`` for a folder."""
    config = configs.left_out(path.as_posix() + end, path.parent)
    return None if config is None else LeftOut(attempts.of_file_left_out(word, config), path.parent)


class _Folder(NamedTuple):
    """A folder on the way of a walk: its name as typed, where it is, and the ``.gitignore`` files from above it."""

    typed: str
    place: Path
    rules: tuple[GitIgnore, ...]
    ignored: bool = False
    left_out: LeftOut | None = None


def _walk(top: str, request: Request, configs: ConfigFiles, skipped: list[Skipped]) -> Iterator[FileTask]:
    """The files below ``top``, in order of name. A stack, not recursion: nothing bounds how deep folders lie."""
    place = Path(_absolute(top))
    root, above = _above(place)
    of_git = _Tracked(root)
    found: list[FileTask | _Folder] = [_Folder(top, place, above)]
    while found:
        folder = found.pop()
        if isinstance(folder, FileTask):
            yield folder
            continue
        entries = _listed(folder.typed, folder.place)
        rules = (*folder.rules, *_gitignore(folder.place, root))
        inner = _inner(folder.place, root)
        for entry in reversed(entries):
            is_folder = entry.is_dir(follow_symlinks=False)
            end = "/" * is_folder
            path = os.path.join(folder.typed, entry.name) if folder.typed != "." else entry.name  # noqa: PTH118  keeps ./ and ../ as typed
            place = folder.place / entry.name
            name = inner + entry.name + end
            is_ignored = folder.ignored or ignored(name, rules)
            is_code = not is_folder and _is_code(folder.place, entry.name, request, configs)
            reason = _unfit(entry, is_folder=is_folder, is_code=is_code)
            left = folder.left_out
            if reason is None and left is not None:
                # Not by its own config: what is in a folder that is left out need not be one.
                if configs.left_out(place.as_posix() + end, left.folder) is None:
                    reason = "left out by the repository, and no policy owns a rule there"
            elif reason is None and is_ignored and name not in of_git:
                left = _ignored(place, end, name, rules, configs)
                reason = None if left else "ignored by .gitignore"
            elif reason is None and (word := _excluded(folder.place, entry.name + end, configs)) is not None:
                left = _left_out(place, word, configs, end)
                reason = None if left else _EXCLUDED
            if reason is not None:
                skipped.append(Skipped(path + end, reason))
            elif is_folder:
                found.append(_Folder(path, place, rules, is_ignored, left))
            else:
                found.append(FileTask(path, named=False, left_out=left, is_code=is_code))


def _ignored(place: Path, end: str, name: str, rules: tuple[GitIgnore, ...], configs: ConfigFiles) -> LeftOut | None:
    """``place`` as a ``.gitignore`` leaves it out; ``None`` where no policy minds."""
    config = configs.left_out(place.as_posix() + end, place.parent)
    if config is None:
        return None
    decided = deciding(name, rules)
    if decided is None:  # above the folder that is walked
        return LeftOut(attempts.of_gitignore(Source(".gitignore", ""), Span(0, 0), config), place.parent)
    file, number = decided
    return LeftOut(
        attempts.of_gitignore(Source(file.path, file.text), Span(*file.places[number]), config), place.parent
    )


_EXCLUDED = "excluded by the config"


def _is_code(folder: Path, name: str, request: Request, configs: ConfigFiles) -> bool:
    """Whether a walk is to look for requests in code in the file ``name`` of ``folder`` (absolute)."""
    if request.code and name.lower().endswith((*_WALKED, *CODE_SUFFIXES)):
        return True
    config = configs.of(folder)
    return bool(config.include) and config.includes(relative(config.folder, (folder / name).as_posix()))


def _unfit(entry: os.DirEntry[str], *, is_folder: bool, is_code: bool) -> str | None:
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
    if is_code or entry.name.lower().endswith(_WALKED):
        return None
    return f"the name does not end with {', '.join(_WALKED)}"


class _Tracked:
    """What git tracks below ``root``: paths that may be specs, and the folders above them, with ``/`` at the end."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        files = [path for path in tracked(_index(self._root)) if path.lower().endswith((*_WALKED, *CODE_SUFFIXES))]
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
    prefix = _inner(folder, root)
    return [GitIgnore.parse(prefix, _read_text(place), shown(place)) for place in places if _is_read_by_git(place)]


def _inner(folder: Path, root: Path) -> str:
    """What paths in ``folder`` begin with, from ``root``."""
    inner = folder.relative_to(root).as_posix()
    return "" if inner == "." else inner + "/"


def _is_read_by_git(place: Path) -> bool:
    """Git follows no link that a repository ships as its ``.gitignore``."""
    return os.path.isfile(place) and not (place.name == ".gitignore" and place.is_symlink())  # noqa: PTH113  as above


def _read_text(place: Path) -> str:
    try:
        return files.read(place).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise PathError(f"{shown(place)}: cannot be read: {error.strerror}") from error


LARGEST_LOOKED_AT = 16 * 1024 * 1024
"""Bytes of a file that is too large which are looked at, where there are policies, to tell whether it may be a spec."""


def config_of(task: FileTask | Lines, configs: ConfigFiles) -> tuple[Config, str]:
    """The config in force for the file of ``task``, and the path as the globs of that see it."""
    absolute = _absolute(task.path).replace(os.sep, "/")
    path = Path(absolute)
    config = None if task.left_out is None else configs.left_out(path.as_posix(), task.left_out.folder)
    config = config or configs.of_file(path)
    return config, relative(config.folder, absolute)


def read(task: FileTask | Lines, configs: ConfigFiles) -> Iterator[Input]:
    """The inputs of ``task``: one, or one for each line with text. Raises ``PathError`` for what cannot be read."""
    config, name = config_of(task, configs)
    if isinstance(task, FileTask):
        data = task.data
        if data is None:
            data = _beginning(task.path, config, _reader(task.path))
        whole = Input(Source.decode(task.path, data), config, name, task.named, is_code=task.is_code)
        yield _within_limits(task, whole, len(data), "file", configs)
        return
    texts = task.lines
    if texts is None:
        try:
            most = max(config.max_file_size, _most_of_policies(config))
            texts = lines.again(Path(task.source), task.offset, task.number, most)
        except OSError as error:
            raise PathError(f"{task.path}: cannot be read: {error.strerror}") from error
    for number, data in enumerate(texts, start=task.first):
        if data.strip():
            source = Source.decode(task.path, data)._replace(format=Format.JSON, first=number)
            whole = Input(source, config, name, task.named, is_code=task.is_code)
            yield _within_limits(task, whole, len(data), "line", configs)


def _within_limits(task: FileTask | Lines, whole: Input, size: int, what: str, configs: ConfigFiles) -> Input:
    """``whole`` with a fault where it is larger than its config allows, and for the rules that then look at it."""
    config = whole.config
    limit, most = _limit(task.path, config), _most_of_policies(config)
    if task.left_out is not None:
        whole = whole._replace(left_out=task.left_out.attempt)
    if size <= (most if config.has_locked_only else limit):
        return whole
    path = Path(_absolute(task.path))
    locked = configs.left_out(path.as_posix(), path.parent) if size <= most else None
    if locked is None:
        return whole._replace(fault=_too_large(what, limit, "it was not read"))
    said = config.said.get("max_file_size")
    return whole._replace(
        config=locked,
        fault=_too_large(what, limit, "only the rules of policies ran"),
        left_out=attempts.of_file_left_out(said, locked) if said is not None else None,
    )


def _limit(path: str, config: Config) -> int:
    """How large the file ``path`` may be: of code more than of a spec, since notebooks hold images."""
    return max(config.max_file_size, MOST_BYTES) if is_code(path) else config.max_file_size


def _most_of_policies(config: Config) -> int:
    """How large a file the policies of ``config`` want to see; 0: there is none."""
    return max((policy.max_file_size for policy in config.policies), default=0)


def _reader(path: str) -> Callable[[int], bytes]:
    return partial(files.read_spec, Path(path))


def _beginning(path: str, config: Config, read: Callable[[int], bytes]) -> bytes:
    """Never more than the limits and a byte, so that no file costs more memory than that."""
    most = _most_of_policies(config)
    try:
        return read(max(_limit(path, config), most and max(most, LARGEST_LOOKED_AT)) + 1)
    except OSError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error


def _too_large(what: str, limit: int, done: str) -> Fault:
    return Fault(
        FaultKind.TOO_LARGE,
        f"the {what} is larger than {limit} bytes, far more than a job spec needs; {done}",
        Span(0, 0),
        help="if it is a spec all the same, raise max-file-size in the config",
    )


def input_of(source: Source, configs: ConfigFiles) -> Input:
    """A text that the caller has, as that of the file at its path, named by the user; raises ``ConfigError``."""
    path = Path(_absolute(source.path))
    config = configs.of_file(path)
    return Input(source, config, relative(config.folder, path.as_posix()), named=True)
