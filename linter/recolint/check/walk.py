"""The files below a folder, and which of them a repository excludes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Source, Span
from recolint.check.tasks import LINES_SUFFIX, FileTask, LeftOut, PathError, Skipped
from recolint.config.files import ConfigFiles
from recolint.config.layers import Word
from recolint.config.patterns import relative
from recolint.io import files, repository
from recolint.io.git_index import tracked
from recolint.io.gitignore import GitIgnore, deciding, ignored
from recolint.io.paths import by_name, is_below, repository_of, shown, upwards

SUFFIXES = (".json", ".yaml", ".yml")
_WALKED = (*SUFFIXES, LINES_SUFFIX)
CODE_SUFFIXES = (".py", ".ipynb", ".sh", ".bash", ".md")
"""Files that a walk also reads when it looks for requests in code."""
SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
     ".pytest_cache", ".ruff_cache", ".terraform", ".aws-sam", "cdk.out", ".recolint"}
)  # fmt: skip
EXCLUDED = "excluded by the config"
NEVER = "a folder that recolint never searches"


class _Folder(NamedTuple):
    """A folder on the way of a walk: its name as typed, where it is, and the ``.gitignore`` files from above it."""

    typed: str
    place: str
    rules: tuple[GitIgnore, ...]
    ignored: bool = False
    left_out: LeftOut | None = None
    tracked_only: bool = False
    """Whether only files that git tracks count in the folder."""


def walk(top: str, configs: ConfigFiles, skipped: list[Skipped], *, code: bool) -> Iterator[FileTask]:
    """The files below ``top``, in order of name; code files only with ``code``, or if ``include`` matches them.

    Skipped files are added to ``skipped``. It uses a stack, not recursion, since folders may be nested to any depth.
    """
    place = by_name(top)
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
        at = f"{folder.place.removesuffix('/')}/"
        typed = os.path.join(folder.typed, "") if folder.typed != "." else ""
        for entry in reversed(entries):
            is_folder = entry.is_dir(follow_symlinks=False)
            end = "/" if is_folder else ""
            path = typed + entry.name
            name = inner + entry.name + end
            is_ignored = folder.ignored or ignored(name, rules)
            is_code = not is_folder and _is_code(folder.place, entry.name, configs, code=code)
            never = is_folder and entry.name in SKIPPED_FOLDERS
            reason = _unfit(entry, is_code=is_code) if not is_folder else None
            left = folder.left_out
            if (never or folder.tracked_only) and not (configs.policies and name in of_git):
                reason = NEVER
            elif reason is None and left is not None:
                # Its own config does not decide: in a skipped folder, that file may be something else.
                if configs.left_out(at + entry.name + end, left.folder) is None:
                    reason = "excluded by the repository; no policy owns a rule there"
            elif reason is None:
                ignoring = rules if is_ignored and name not in of_git else ()
                reason, left = _omission(folder.place, name, ignoring, configs, never=never)
            if reason is not None:
                skipped.append(Skipped(path + end, reason))
            elif is_folder:
                place = os.path.join(folder.place, entry.name)
                found.append(_Folder(path, place, rules, is_ignored, left, folder.tracked_only or never))
            else:
                here = None if entry.is_symlink() else at + entry.name
                found.append(FileTask(path, named=False, left_out=left, is_code=is_code, place=here))


def _omission(
    folder: str, name: str, ignoring: tuple[GitIgnore, ...], configs: ConfigFiles, *, never: bool
) -> tuple[str | None, LeftOut | None]:
    """Why walks skip ``name`` in ``folder``, or how the repository excludes it if a policy applies there.

    ``name`` is the path for ``.gitignore`` files; those in ``ignoring`` match it.
    """
    end = "/" if name.endswith("/") else ""
    last = name.removesuffix("/").rpartition("/")[2]
    place = os.path.join(folder, last)
    if never:
        left, reason = _never(place, configs), NEVER
    elif ignoring:
        left, reason = _ignored(place, end, name, ignoring, configs), "ignored by .gitignore"
    elif (word := excluded(folder, last + end, configs)) is not None:
        left, reason = left_out(place, word, configs, end), EXCLUDED
    else:
        return None, None
    return (None if left else reason), left


def _never(place: str, configs: ConfigFiles) -> LeftOut | None:
    """The exclusion of ``place``, a folder that git tracks and walks always skip; ``None`` if no policy applies."""
    folder = os.path.dirname(place)
    config = configs.left_out(f"{place}/", folder)
    if config is None:
        return None
    from recolint.check import attempts  # here, as below: only policies need it

    return LeftOut(attempts.of_skipped_folder(shown(place), config), folder)


def _ignored(place: str, end: str, name: str, rules: tuple[GitIgnore, ...], configs: ConfigFiles) -> LeftOut | None:
    """The exclusion of ``place`` by a ``.gitignore``; ``None`` if no policy applies."""
    folder = os.path.dirname(place)
    config = configs.left_out(place + end, folder)
    if config is None:
        return None
    from recolint.check import attempts

    decided = deciding(name, rules)
    if decided is None:  # above the folder that is walked
        return LeftOut(attempts.of_gitignore(Source(".gitignore", ""), Span(0, 0), config), folder)
    file, number = decided
    return LeftOut(attempts.of_gitignore(Source(file.path, file.text), Span(*file.places[number]), config), folder)


def _is_code(folder: str, name: str, configs: ConfigFiles, *, code: bool) -> bool:
    """Whether a walk looks for requests in code in the file ``name`` of ``folder`` (absolute)."""
    if code and name.lower().endswith((*_WALKED, *CODE_SUFFIXES)):
        return True
    config = configs.of(folder)
    return bool(config.include) and config.includes(relative(config.folder, os.path.join(folder, name)))


def _unfit(entry: os.DirEntry[str], *, is_code: bool) -> str | None:
    """Why walks always skip the non-folder ``entry``; ``None`` if they may read it."""
    try:
        if not entry.is_file():
            return "a link to a folder" if entry.is_dir() else "not a regular file, or a broken link"
        if entry.is_symlink() and not repository.keeps(entry.path):
            return "a link out of the repository"
    except OSError:  # a link to itself; like a broken link, it is not a file
        return "a link to itself"
    if is_code or entry.name.lower().endswith(_WALKED):
        return None
    return f"the name does not end with {', '.join(_WALKED)}"


class _Tracked:
    """The files that git tracks below ``root``, also in submodules: those that may be specs, and their folders.

    A path is relative to ``root``; that of a folder ends with ``/``.
    """

    def __init__(self, root: str) -> None:
        self._root = root

    def __contains__(self, name: str) -> bool:
        return name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        files = list(_files_of(self._root, _DEEPEST))
        return frozenset(files) | {folder for path in files for folder in _folders(path)}


def _folders(path: str) -> Iterator[str]:
    """The folders of ``path``, each with ``/`` at its end."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield f"{path}/"


_DEEPEST = 10
"""Levels of submodules."""


def _files_of(root: str, levels: int) -> Iterator[str]:
    """The tracked files below ``root`` that may be specs, at most ``levels`` of submodules deep."""
    for path, is_submodule in tracked(_index(root)):
        if is_submodule and levels:
            yield from (f"{path}/{name}" for name in _files_of(os.path.join(root, path), levels - 1))
        elif path.lower().endswith((*_WALKED, *CODE_SUFFIXES)):
            yield path


def _index(root: str) -> bytes:
    """The index of the repository at ``root``; empty if it cannot be read."""
    try:
        folder = os.path.join(root, ".git")
        if os.path.isfile(folder):
            # A worktree or a submodule has its own elsewhere.
            named = files.read(folder).decode("utf-8", "surrogateescape").removeprefix("gitdir:").strip()
            folder = os.path.join(root, named)
        return files.read(os.path.join(folder, "index"))
    except (OSError, ValueError):
        return b""


def _listed(typed: str, folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise PathError(f"{typed}: cannot be listed: {error.strerror}") from error


def _above(folder: str) -> tuple[str, tuple[GitIgnore, ...]]:
    """The folder that ``.gitignore`` paths start from, and the ``.gitignore`` files between it and ``folder``."""
    root = repository_of(folder) or folder
    between = [above for above in reversed([*upwards(folder)]) if above != folder and is_below(above, root)]
    return root, tuple(file for above in between for file in _gitignore(above, root))


def _gitignore(folder: str, root: str) -> list[GitIgnore]:
    places = [os.path.join(folder, ".gitignore")]
    if folder == root:
        places.insert(0, os.path.join(root, ".git", "info", "exclude"))
    prefix = _inner(folder, root)
    return [GitIgnore.parse(prefix, _read_text(place), shown(place)) for place in places if _is_read_by_git(place)]


def _inner(folder: str, root: str) -> str:
    """The prefix of paths in ``folder``, relative to ``root``."""
    return "" if folder == root else f"{folder[len(root.rstrip('/')) + 1 :]}/"


def _is_read_by_git(place: str) -> bool:
    """Whether git reads the file ``place``. It does not follow a link that a repository ships as its ``.gitignore``."""
    return os.path.isfile(place) and not (os.path.basename(place) == ".gitignore" and os.path.islink(place))


def _read_text(place: str) -> str:
    try:
        return files.read(place).decode("utf-8-sig", "surrogateescape")
    except OSError as error:
        raise PathError(f"{shown(place)}: cannot be read: {error.strerror}") from error


def excluded(folder: str, name: str, configs: ConfigFiles) -> Word | None:
    """The pattern in the config of ``folder`` (absolute) that excludes ``name`` there, with ``/`` for a folder."""
    config = configs.of(folder)
    if not config.exclude:
        return None
    return config.excludes(
        relative(config.folder, os.path.join(folder, name.removesuffix("/"))) + "/" * name.endswith("/")
    )


def left_out(path: str, word: Word, configs: ConfigFiles, end: str = "") -> LeftOut | None:
    """The exclusion of ``path`` by the key ``word``; ``None`` if no policy applies. ``end`` is ``/`` for a folder."""
    folder = os.path.dirname(path)
    config = configs.left_out(path + end, folder)
    if config is None:
        return None
    from recolint.check import attempts

    return LeftOut(attempts.of_file_left_out(word, config), folder)
