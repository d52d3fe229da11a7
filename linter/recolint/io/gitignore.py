"""Which files git skips, by the ``.gitignore`` files from the root of a repository down."""

from __future__ import annotations

from recolint.base.glob import Glob, Globs
from recolint.base.named_tuple import NamedTuple


class GitIgnore(NamedTuple):
    """One ``.gitignore``: patterns in order, each with whether it takes files back in (``!``)."""

    folder: str
    """The folder it is in, relative to where the walk's paths begin; ``""`` or ending with ``/``."""
    patterns: Globs
    back: tuple[bool, ...]
    path: str = ""
    """The file, and its text, as a report quotes them."""
    text: str = ""
    places: tuple[tuple[int, int], ...] = ()
    """Where each pattern begins and ends in the text."""

    @classmethod
    def parse(cls, folder: str, text: str, path: str = "") -> GitIgnore:
        """Read the lines of ``text``, that of the file ``path``: blank ones and comments are skipped."""
        patterns: list[str] = []
        places: list[tuple[int, int]] = []
        start = 0
        for whole in text.split("\n"):
            line = _stripped(whole.removesuffix("\r"))
            if line and not line.startswith("#"):
                patterns.append(line)
                places.append((start, start + len(line)))
            start += len(whole) + 1
        globs = Globs(Glob(pattern.removeprefix("!")) for pattern in patterns)
        back = tuple(pattern.startswith("!") for pattern in patterns)
        return cls(folder, globs, back, path, text, tuple(places))

    def last(self, path: str) -> int | None:
        """The number of the last pattern that matches ``path`` (a folder's ends with ``/``)."""
        if not path.startswith(self.folder):
            return None
        return next(self.patterns.naming(path[len(self.folder) :]), None)


def _stripped(line: str) -> str:
    """``line`` without the white space at its end, unless a backslash keeps it."""
    bare = line.rstrip(" \t")
    return bare + line[len(bare)] if bare.endswith("\\") and len(line) > len(bare) else bare


def ignored(path: str, files: tuple[GitIgnore, ...]) -> bool:
    """Whether git skips ``path``; of several files, the innermost with a matching pattern decides."""
    decided = deciding(path, files)
    return decided is not None and not decided[0].back[decided[1]]


def deciding(path: str, files: tuple[GitIgnore, ...]) -> tuple[GitIgnore, int] | None:
    """The file that decides about ``path``, and the number of its pattern; ``None`` if no pattern matches it."""
    for file in reversed(files):
        last = file.last(path)
        if last is not None:
            return file, last
    return None
