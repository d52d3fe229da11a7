"""What fixes change, as a unified diff that ``patch -p0`` and ``git apply -p0`` take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from recolint.text import Source, visible

_NO_NEWLINE = "\\ No newline at end of file\n"


def render(pairs: Iterable[tuple[Source, Source]]) -> str:
    """The diff of each pair of an old and a new source; nothing for a pair of equals.

    Lines are as in the file, but for what a terminal would act on, which is shown as escapes.
    """
    return "".join(line for old, new in pairs for line in _diff(old, new))


def _diff(old: Source, new: Source) -> Iterator[str]:
    path = visible(old.path)
    for line in unified_diff(_lines(old.text), _lines(new.text), path, path):
        yield _harmless(line) if line.endswith("\n") else _harmless(line) + "\n" + _NO_NEWLINE


def _lines(text: str) -> list[str]:
    """The lines with their ends. Not ``splitlines``, which knows more line breaks than ``patch`` does."""
    *lines, last = text.split("\n")
    return [line + "\n" for line in lines] + ([last] if last else [])


def _harmless(line: str) -> str:
    body = line.rstrip("\r\n")
    return "\t".join(visible(part) for part in body.split("\t")) + line[len(body) :]
