"""Other modules of the repository that a file imports: which files they may be, each read once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import PurePath

from recolint.base.text import Span
from recolint.hosts.python.program import Block, BrokenError, Program, parse, readable

Ask = Callable[[str], str | None]
"""Returns the text of a file of the repository, by its path from the folder of the host; ``None`` if it is missing."""

_MAX_MODULES = 20
_MAX_NAMES = 200


class Modules:
    """The modules that the file ``path`` imports."""

    def __init__(self, ask: Ask, path: str) -> None:
        self._ask = ask
        self._folders = PurePath(path).parts[:-1][::-1]
        self._read: dict[str, Program | None] = {}
        self._left = _MAX_MODULES

    def program(self, name: str, at: Span) -> Program | None:
        """The module ``name``, with each of its places at ``at``, where the file imports it.

        ``name`` is dotted, or for a relative import a path: ``./jobs/config``.
        """
        if name not in self._read and len(self._read) < _MAX_NAMES:
            self._read[name] = self._found(name, at)
        return self._read.get(name)

    def _found(self, name: str, at: Span) -> Program | None:
        if name.startswith("./"):
            return self._at(posixpath.normpath(name), name, at)
        path = name.replace(".", "/")
        first = path.split("/", 1)[0]
        folders = ["."]
        if first in self._folders:
            # The file is in the package that it imports from.
            folders.append("../" * (self._folders.index(first) + 1))
        for folder in folders:
            program = self._at(posixpath.normpath(posixpath.join(folder, path)), name, at)
            if program is not None:
                return program
        # The folder that Python searches first is not known: another one counts if it is the only one.
        others = (self._at(posixpath.normpath("../" * up + path), name, at) for up in range(1, len(self._folders) + 1))
        found = [program for program in others if program is not None]
        return found[0] if len(found) == 1 else None

    def _at(self, path: str, name: str, at: Span) -> Program | None:
        for candidate in _files(path):
            text = self._ask(candidate) if self._left > 0 else None
            if text is not None:
                self._left -= 1
                return _program(text, candidate, name, at)
        return None


def _files(path: str) -> Iterator[str]:
    yield f"{path}.py"
    yield f"{path}/__init__.py"


def _program(text: str, path: str, name: str, at: Span) -> Program | None:
    text, lossy = readable(text)
    try:
        blocks = [Block(parse(text))]
    except BrokenError:
        return None
    return Program(text, blocks, lossy=lossy, place=lambda _: at, name=name, folder=posixpath.dirname(path))


def relative(folder: str, level: int, module: str) -> str:
    """The path of what a module in ``folder`` imports by ``level`` dots and ``module``."""
    path = posixpath.join(folder, *[".."] * (level - 1), module.replace(".", "/"))
    return f"./{posixpath.normpath(path)}"


def inner(module: str, name: str) -> str:
    """The module ``name`` in the package ``module``."""
    return f"{module}/{name}" if module.startswith("./") else f"{module}.{name}"
