"""Text and offsets in it, nothing else.

Offsets count code points of the decoded text, from 0. Lines and columns count from 1, as editors show them.
"""

from __future__ import annotations

import codecs
import os
import re
from enum import Enum
from functools import cached_property
from itertools import accumulate

from recolint.base.named_tuple import NamedTuple
from recolint.base.value import Value


class Position(NamedTuple):
    """A line and a column (in code points), both from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text: offsets in code points, the end exclusive."""

    start: int
    end: int


class Format(Enum):
    """How a text is written."""

    JSON = "json"
    YAML = "yaml"
    CODE = "code"
    """A request in something else: its text is read by another, and is not changed."""


UTF_8 = "utf-8"


def suffix(path: str) -> str:
    """The ending of the name of the file ``path``, in lower case with its dot; empty where it has no suffix.

    As that of ``pathlib.PurePath``, for a tenth of the time.
    """
    name = os.path.basename(path)
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


_LINE_END = r"\n|\r(?!\n)"


class Source(Value):
    """A file's name as the user wrote it, and its text.

    ``text`` contains the file to the byte: line endings as they are, and a byte that is not UTF-8 as the lone surrogate
    of ``surrogateescape``, so that ``encode`` restores the file. A byte order mark is in ``bom``, not in ``text``.
    ``format`` is ``None`` where the format is unknown: name and text decide then.
    """

    path: str
    text: str
    bom: bool = False
    format: Format | None = None
    first: int = 0
    """The number of the line that the text is, of a file with a spec in each line; 0: it is all of the file."""
    encoding: str = UTF_8
    """How ``text`` is written in the file, by Python's name."""

    @classmethod
    def decode(cls, path: str, data: bytes, encoding: str = UTF_8) -> Source:
        """The source with the bytes ``data``; never raises.

        It is read as UTF-8 if they start with the mark of UTF-8, or if ``encoding`` does not restore them exactly.
        """
        bom = data.startswith(codecs.BOM_UTF8)
        if encoding != UTF_8 and not bom:
            text = data.decode(encoding, "surrogateescape")
            if _encoded(text, encoding) == data:
                return cls(path, text, encoding=encoding)
        body = data[len(codecs.BOM_UTF8) :] if bom else data
        return cls(path, body.decode(UTF_8, "surrogateescape"), bom)

    def encode(self) -> bytes:
        """The bytes of the file, the exact inverse of ``decode``."""
        return (codecs.BOM_UTF8 if self.bom else b"") + self.text.encode(self.encoding, "surrogateescape")

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(end.end() for end in re.finditer(_LINE_END, self.text))]
        lengths = map(len, self.text.split("\n"))
        return list(accumulate((length + 1 for length in lengths), initial=0))[:-1]

    @cached_property
    def _searched(self) -> dict[str, bool]:
        return {}

    def has(self, words: str) -> bool:
        """Whether the text has ``words``. It is searched for them once: a file may contain thousands of specs."""
        if words not in self._searched:
            self._searched[words] = words in self.text
        return self._searched[words]

    @property
    def _above(self) -> int:
        """How many lines of the file are above the text."""
        return max(self.first - 1, 0)

    def position(self, offset: int) -> Position:
        """The position of ``offset``. An offset after the end counts as the end."""
        from bisect import bisect_right  # which clean files do not need

        offset = min(offset, len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Position(line + self._above, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """The text of line ``number`` (from 1) without its line ending; empty when there is no such line."""
        starts = self._line_starts
        number -= self._above
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeError:
        return None


LOG_COMMAND = r"##(?=\w*\[)"
"""A command anywhere in the log of a CI system: ``##[add-mask]``, ``##vso[...]``."""
_COMMAND_LINE = r"(?m)^([^\S\n]*):(?=:)"
"""A command at the beginning of a line in the log of a CI system, white space aside: ``::error::``."""


def visible(text: str) -> str:
    """``text`` on one line with nothing in it that a terminal, a log or a reader would act on or hide.

    Control characters, line breaks, bidirectional overrides, zero-width characters, lone surrogates and all blanks but
    the plain one become the escapes of a Python string (``\\x1b``, ``\\u202e``, ``\\xa0``). So does half of the ``##``
    of a command in the log of a CI system: ``##[add-mask]``, ``##vso[...]``. Everything else stays.
    """
    if "##" in text:
        text = re.sub(LOG_COMMAND, r"#\\x23", text)
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if harmless(character) else _escaped(character) for character in text)


def cut(text: str, most: int = 40) -> str:
    """``text``, truncated to ``most`` characters."""
    return text if len(text) <= most else text[: most - 3] + "..."


def short(text: str, most: int = 40) -> str:
    """``text`` as a message shows it: on one line, harmless, and truncated to ``most`` characters."""
    return visible(cut(text, most))


def quoted(text: str, most: int = 40) -> str:
    """``text`` as a message quotes it."""
    return f"'{short(text, most)}'"


def line_end(text: str, at: int) -> int:
    """Where the line of ``text`` with the offset ``at`` ends, after its line feed."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def plural(count: int, noun: str) -> str:
    """``1 spec``, ``1,200 specs``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def visible_lines(text: str) -> str:
    """``text`` as ``visible`` shows it, but with its lines and its tabs."""
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in text.split("\n"))


def without_commands(text: str) -> str:
    """The lines of ``text``, made harmless already, with an escape (``\\x3a``) before each ``::`` that begins one."""
    return re.sub(_COMMAND_LINE, r"\1\\x3a", text) if "::" in text else text


_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}

# Few texts need it: it is compiled when the first does.
_UNSEEN = "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0d\U000e0100-\U000e01ef]"
"""Characters that show as nothing or as a blank though their category is that of letters, marks or signs.

Left out are the two selectors that make a sign a text or an emoji: they follow many an honest one.
"""


def harmless(character: str) -> bool:
    """Whether a reader sees ``character`` as what it is, and no terminal acts on it."""
    from unicodedata import category  # which ASCII text does not need

    return character == " " or not (category(character) in _HIDDEN_CATEGORIES or re.match(_UNSEEN, character))


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
