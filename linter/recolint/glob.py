"""File patterns, as ``.gitignore`` and the globs of a config write them."""

from __future__ import annotations

import re
from functools import lru_cache

_WILDCARD = re.compile(r"(?:^|[^\\])(?:\\\\)*[*?\[]")


class Glob:
    """A pattern in the language of ``.gitignore``, without its ``!``.

    ``*`` and ``?`` stop at ``/``, ``**`` does not, ``[a-z]`` is a class, a backslash takes the next character as it
    is. A pattern with a ``/`` before its end counts from the folder that it belongs to; another matches at any depth.
    A trailing ``/`` matches folders only. What lies in a matched folder is matched too.
    """

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Take the pattern; every text is one."""
        self.text = text

    def __repr__(self) -> str:
        return f"Glob({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glob) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def is_of_one_file(self) -> bool:
        """Whether the pattern is the path of one file or folder, without a wildcard."""
        return "/" in self.text.rstrip("/") and _WILDCARD.search(self.text) is None

    def matches(self, path: str) -> bool:
        """Whether the pattern matches the file ``path`` or a folder above it (with ``/``, relative to its folder)."""
        return self.names(path) or bool(_compiled(self.text).match(path))

    def names(self, path: str) -> bool:
        """Whether the pattern matches ``path`` itself; a folder's path ends with ``/``."""
        pattern = _compiled(self.text)
        return bool(pattern.fullmatch(path) or (not self.text.endswith("/") and pattern.fullmatch(path + "/")))


_WORD = re.compile(
    r"""
      (?:\A|(?<=/)) \*\*/           # folders, any number of them
    | (?:\A|(?<=/)) \*\*\Z          # all that is in a folder
    | (?P<star> \*+) | \?
    | \[ [!^]?+ . [^\]]* \]        # a class, which may begin with its own bracket
    | \\. | .
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=1024)
def _compiled(text: str) -> re.Pattern[str]:
    """What matches the path of a folder that the pattern names, from its start to the ``/`` at its end."""
    body = text.removesuffix("/")
    words = ["*" if match["star"] else match[0] for match in _WORD.finditer(body.removeprefix("/"))]
    if "/" not in body:
        words.insert(0, "**/")
    try:
        return re.compile(_translated([*words, "/"]), re.DOTALL)
    except re.error:
        # A class such as [z-a] matches nothing, as in git.
        return re.compile("(?!)")


def _translated(words: list[str]) -> str:
    """``words`` as a regular expression that takes no long time, however many stars there are.

    A star that another one follows takes what stands between them where it first fits, and never looks further
    (``(?>``): the next star takes up the rest. Folders likewise.
    """
    parts = [_within_folders(part) for part in _split(words, "**/")]
    between = "".join(f"(?>(?:|.*?/){part})" for part in parts[1:-1])
    return parts[0] + between + (f"(?:.*/)?{parts[-1]}" if len(parts) > 1 else "")


def _within_folders(words: list[str]) -> str:
    return "/".join(_within_name(part) for part in _split(words, "/"))


def _within_name(words: list[str]) -> str:
    parts = ["".join(map(_character, part)) for part in _split(words, "*")]
    between = "".join(f"(?>[^/]*?{part})" for part in parts[1:-1])
    return parts[0] + between + (f"[^/]*{parts[-1]}" if len(parts) > 1 else "")


def _split(words: list[str], at: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == at:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _character(word: str) -> str:
    if word == "**":
        return "[^/].*"
    if word == "?":
        return "[^/]"
    if word[0] == "[" and len(word) > 1:
        return _class(word[1:-1])
    return re.escape(word[1:] if word[0] == "\\" and len(word) > 1 else word)


def _class(inner: str) -> str:
    negated = inner[:1] in ("!", "^")
    members = inner[1:] if negated else inner
    escaped = re.sub(r"([\\\[\]&~|^])", r"\\\1", members)
    return f"(?!/)[{'^' if negated else ''}{escaped}]"
