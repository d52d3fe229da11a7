"""Which files git passes over, by the ``.gitignore`` files from the root of a repository down."""

from __future__ import annotations

from typing import NamedTuple

from recolint.base.glob import Glob, Globs


class GitIgnore(NamedTuple):
    """One ``.gitignore``: patterns in order, each with whether it takes files back in (``!``)."""

    folder: str
    """The folder it stands in, relative to where the walk's paths begin; ``""`` or ending with ``/``."""
    patterns: Globs
    back: tuple[bool, ...]

    @classmethod
    def parse(cls, folder: str, text: str) -> GitIgnore:
        """Read the lines of ``text``: blank ones and comments are passed over."""
        lines = (_stripped(line.removesuffix("\r")) for line in text.split("\n"))
        patterns = [line for line in lines if line and not line.startswith("#")]
        globs = Globs(Glob(pattern.removeprefix("!")) for pattern in patterns)
        return cls(folder, globs, tuple(pattern.startswith("!") for pattern in patterns))

    def verdict(self, path: str) -> bool | None:
        """Whether ``path`` (a folder's ends with ``/``) is ignored; ``None`` when no pattern speaks of it."""
        if not path.startswith(self.folder):
            return None
        last = next(self.patterns.naming(path[len(self.folder) :]), None)
        return None if last is None else not self.back[last]


def _stripped(line: str) -> str:
    """``line`` without the white space at its end, unless a backslash keeps it."""
    bare = line.rstrip(" \t")
    return bare + line[len(bare)] if bare.endswith("\\") and len(line) > len(bare) else bare


def ignored(path: str, files: tuple[GitIgnore, ...]) -> bool:
    """Whether git passes over ``path``; of several files the innermost that speaks of it decides."""
    for file in reversed(files):
        verdict = file.verdict(path)
        if verdict is not None:
            return verdict
    return False
