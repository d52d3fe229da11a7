"""The changes by fixes, as a unified diff that ``patch -p0`` and ``git apply -p0`` take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import unified_diff

from recolint.base.text import Source, visible, visible_lines

_NO_NEWLINE = "\\ No newline at end of file\n"
_BYTE_ORDER_MARK = "\ufeff"


def render(pairs: Iterable[tuple[Source, Source]]) -> str:
    """The diff of each pair of an old and a new source; nothing for two equal sources.

    Lines are as in the file, except that escapes replace control characters.
    """
    return "".join(line for old, new in pairs for line in _diff(old, new))


def _diff(old: Source, new: Source) -> Iterator[str]:
    name = _name(old.path)
    for line in unified_diff(_lines(old), _lines(new), name, name):
        yield _harmless(line) if line.endswith("\n") else _harmless(line) + "\n" + _NO_NEWLINE


def _name(path: str) -> str:
    """``path`` as git writes it: in quotes with octal bytes if necessary, and with a tab after it if it has blanks.

    Without the tab, ``patch`` reads the text after a blank as a date.
    """
    if visible(path) != path or '"' in path or "\\" in path:
        data = path.encode("utf-8", "surrogateescape")
        return '"' + "".join(chr(byte) if _is_plain(byte) else f"\\{byte:03o}" for byte in data) + '"'
    return path + "\t" if " " in path else path


def _is_plain(byte: int) -> bool:
    return 0x20 <= byte < 0x7F and byte not in b'"\\#'


def _lines(source: Source) -> list[str]:
    """The lines with their ends. Not ``splitlines``, which knows more line breaks than ``patch`` does."""
    *lines, last = ((_BYTE_ORDER_MARK if source.bom else "") + source.text).split("\n")
    return [line + "\n" for line in lines] + ([last] if last else [])


def _harmless(line: str) -> str:
    shown = 2 if line[1:2] == _BYTE_ORDER_MARK else 1
    body = line[shown:].rstrip("\r\n")
    return line[:shown] + visible_lines(body) + line[shown + len(body) :]
