"""From the paths of the command line to sources. The only module that reads specs."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from recolint.config import Config, relative
from recolint.config_files import ConfigFiles
from recolint.document import Fault, FaultKind
from recolint.gitignore import GitIgnore, ignored
from recolint.glob import Glob
from recolint.mistake import UserMistakeError
from recolint.paths import is_repository, shown
from recolint.text import Source, Span

SUFFIXES = (".json", ".yaml", ".yml")
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
     ".pytest_cache", ".ruff_cache", ".terraform", ".aws-sam", "cdk.out"}
)  # fmt: skip


class PathError(UserMistakeError):
    """A path of the command line that cannot be checked. The message names it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to check: its text, the configuration in force, and whether the user named it.

    ``fault`` is set when the file is too large; the text is then only its beginning.
    """

    source: Source
    config: Config
    relative: str
    """The path as the globs of the config see it."""
    named: bool
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for: paths (``-`` is standard input), its name, and whether excludes hold for named files."""

    paths: tuple[str, ...]
    stdin: BinaryIO
    stdin_filename: str = "<stdin>"
    force_exclude: bool = False


@dataclass(frozen=True, slots=True)
class Extent:
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

    def has_file(self, config: Config, glob: Glob) -> bool:
        """Whether a file that ``glob`` of ``config`` matches is there, be it one that a walk leaves out."""
        for folder, inner, names in os.walk(config.folder):
            inner[:] = [name for name in inner if name not in SKIPPED_FOLDERS]
            if any(glob.matches(relative(config, Path(folder, name).as_posix())) for name in names):
                return True
        return False


NAMED_FILES = Extent()
"""The extent of a run over files that are named one by one."""


def discover(request: Request, configs: ConfigFiles) -> Iterator[Input]:
    """The inputs, each file once: folders are walked in order of name, their ignored and excluded files left out.

    Raises ``PathError`` for a path that does not exist or cannot be read, before anything is read.
    """
    for file, named in listing(request, configs):
        if file == "-":
            yield _standard_input(request, configs)
        else:
            yield _read(file, _absolute(file), configs, named=named)


def listing(request: Request, configs: ConfigFiles) -> Iterator[tuple[str, bool]]:
    """The files that ``discover`` reads, in its order, none of them read; and whether each was named."""
    for path in request.paths:
        if path != "-" and not os.path.lexists(path):
            raise PathError(f"{path or repr(path)}: no such file or folder")
    seen: set[str] = set()
    if "-" in request.paths:
        yield "-", True
        # It stands for the file that it is called after: an editor sends what is not yet saved.
        seen.add(_absolute(request.stdin_filename))
    for path in request.paths:
        if path == "-":
            continue
        named = not Path(path).is_dir()
        files = _named(path, request, configs) if named else _walk(path, configs)
        for file in files:
            if _absolute(file) not in seen:
                seen.add(_absolute(file))
                yield file, named


def _absolute(file: str) -> str:
    return os.path.abspath(file)  # noqa: PTH100  resolving links would leave the user's own name


def _named(path: str, request: Request, configs: ConfigFiles) -> Iterable[str]:
    if request.force_exclude and _excluded(path, configs):
        return []
    return [path]


def _excluded(path: str, configs: ConfigFiles) -> bool:
    absolute = Path(path).absolute()
    config = configs.of(absolute.parent)
    name = relative(config, absolute.as_posix())
    return any(glob.matches(name) for glob in config.exclude)


def _walk(top: str, configs: ConfigFiles) -> Iterator[str]:
    """The files below ``top``, in order of name. A stack, not recursion: nothing bounds how deep folders lie."""
    root, above = _above(Path(top).absolute())
    found: list[tuple[str, Path, tuple[GitIgnore, ...] | None]] = [(top, Path(top).absolute(), above)]
    while found:
        typed, place, files = found.pop()
        if files is None:
            yield typed
            continue
        entries = _listed(typed, place)
        files = (*files, *_gitignore(place, root))
        for entry in reversed(entries):
            path = os.path.join(typed, entry.name) if typed != "." else entry.name  # noqa: PTH118  keeps ./ and ../ as typed
            name = (place / entry.name).relative_to(root).as_posix()
            if entry.is_dir(follow_symlinks=False):
                if (
                    entry.name not in SKIPPED_FOLDERS
                    and not ignored(name + "/", files)
                    and not _excluded(path, configs)
                ):
                    found.append((path, place / entry.name, files))
            elif _is_candidate(entry) and not ignored(name, files) and not _excluded(path, configs):
                found.append((path, place / entry.name, None))


def _listed(typed: str, folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise PathError(f"{typed}: cannot be listed: {error.strerror}") from error


def _is_candidate(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.name.lower().endswith(SUFFIXES) and entry.is_file()
    except OSError:  # a link to itself, which is no more a file than a link to nowhere
        return False


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
    return [GitIgnore.parse(prefix, _read_text(place)) for place in places if os.path.isfile(place)]  # noqa: PTH113  as above


def _read_text(place: Path) -> str:
    try:
        return place.read_text("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise PathError(f"{shown(place)}: cannot be read: {error.strerror}") from error


def _standard_input(request: Request, configs: ConfigFiles) -> Input:
    absolute = Path(request.stdin_filename).absolute()
    config = configs.of(absolute.parent)
    return _input(request.stdin_filename, absolute.as_posix(), config, request.stdin.read, named=True)


def _read(path: str, absolute: str, configs: ConfigFiles, *, named: bool) -> Input:
    config = configs.of(Path(absolute).parent)
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise PathError(f"{path}: is no file")
        with Path(path).open("rb") as file:
            return _input(path, absolute, config, file.read, named=named)
    except OSError as error:
        raise PathError(f"{path}: cannot be read: {error.strerror}") from error


def _input(path: str, absolute: str, config: Config, read: Callable[[int], bytes], *, named: bool) -> Input:
    """Never reads more than the limit and a byte, so that no file costs more memory than that."""
    limit = config.max_file_size
    data = read(limit + 1)
    name = relative(config, Path(absolute).as_posix())
    if len(data) > limit:
        fault = Fault(
            FaultKind.TOO_LARGE,
            f"the file is larger than {limit} bytes, far more than a job spec needs; it was not read",
            Span(0, 0),
            help="if it is a spec all the same, raise max-file-size in the config",
        )
        return Input(Source.decode(path, data), config, name, named, fault)
    return Input(Source.decode(path, data), config, name, named)
