"""Patterns of files, each with the directory that it counts from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING
from recolint.config.layers import Word

if TYPE_CHECKING:
    from recolint.base.glob import Glob, Globs


class Pattern(NamedTuple):
    """A pattern, the directory ``base`` that it is relative to, and the key that says it."""

    glob: Glob
    base: str
    word: Word


class Patterns:
    """Many patterns, asked together."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        """Take the patterns in their order."""
        self._patterns = tuple(patterns)

    @cached_property
    def _by_base(self) -> dict[str, tuple[Globs, list[int]]]:
        # Imported here: most configs name no files.
        from recolint.base.glob import Globs

        numbers: dict[str, list[int]] = {}
        for number, one in enumerate(self._patterns):
            numbers.setdefault(one.base, []).append(number)
        return {
            base: (Globs(self._patterns[number].glob for number in those), those) for base, those in numbers.items()
        }

    def matching(self, path: str, folder: str) -> list[int]:
        """The numbers of the patterns that match the file ``path``, or a folder above it, in order.

        ``path`` is relative to ``folder``, or absolute; a folder's ends with ``/``.
        """
        if not self._patterns:
            return []
        found = [
            those[number]
            for base, (globs, those) in self._by_base.items()
            for number in globs.matching(path if base == folder else _from(base, path, folder))
        ]
        return sorted(found)


def _from(base: str, path: str, folder: str) -> str:
    """``path`` relative to ``base``, where it lies in it."""
    from pathlib import PurePosixPath  # here, as below: most configs name no files

    return relative(base, str(PurePosixPath(folder, path))) + "/" * path.endswith("/")


def relative(base: str, path: str) -> str:
    """``path`` as patterns of the directory ``base`` see it: relative to it where it lies in it, with ``/``."""
    if "//" not in path and "/." not in path and not path.endswith("/"):
        # Same results as below, without creating two paths.
        if path.startswith(f"{base}/"):
            return path[len(base) + 1 :]
        if base == "." and path.startswith("/"):
            return path
    from pathlib import PurePosixPath

    pure = PurePosixPath(path)
    try:
        return str(pure.relative_to(base))
    except ValueError:
        return str(pure)
