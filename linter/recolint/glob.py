"""File patterns, as ``.gitignore`` and the globs of a config write them."""

from __future__ import annotations

import re
from functools import lru_cache


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

    def matches(self, path: str) -> bool:
        """Whether the pattern matches the file ``path`` or a folder above it (with ``/``, relative to its folder)."""
        return self.names(path) or bool(_compiled(self.text).match(path))

    def names(self, path: str) -> bool:
        """Whether the pattern matches ``path`` itself; a folder's path ends with ``/``."""
        pattern = _compiled(self.text)
        return bool(pattern.fullmatch(path) or (not self.text.endswith("/") and pattern.fullmatch(path + "/")))


@lru_cache(maxsize=1024)
def _compiled(text: str) -> re.Pattern[str]:
    """What matches the path of a folder that the pattern names, from its start to the ``/`` at its end."""
    body = text.removesuffix("/")
    pattern = ("" if "/" in body else "(?:.*/)?") + _translate(body.removeprefix("/")) + "/"
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error:
        # A class such as [z-a] matches nothing, as in git.
        return re.compile("(?!)")


def _translate(body: str) -> str:
    out = ""
    index = 0
    while index < len(body):
        rest = body[index:]
        if rest.startswith("**/") and (index == 0 or body[index - 1] == "/"):
            out, index = out + "(?:.*/)?", index + 3
        elif rest == "**" and (index == 0 or body[index - 1] == "/"):
            out, index = out + "[^/].*", index + 2
        elif rest[0] == "*":
            out, index = out + "[^/]*", index + len(rest) - len(rest.lstrip("*"))
        elif rest[0] == "?":
            out, index = out + "[^/]", index + 1
        elif rest[0] == "[" and (end := _class_end(rest)):
            out, index = out + _class(rest[1:end]), index + end + 1
        elif rest[0] == "\\" and len(rest) > 1:
            out, index = out + re.escape(rest[1]), index + 2
        else:
            out, index = out + re.escape(rest[0]), index + 1
    return out


def _class_end(rest: str) -> int:
    """The index of the bracket that closes the class at the start of ``rest``; 0 when there is none."""
    start = 2 if rest[1:2] in ("!", "^") else 1
    return max(rest.find("]", start + 1), 0)


def _class(inner: str) -> str:
    negated = inner[:1] in ("!", "^")
    members = inner[1:] if negated else inner
    escaped = re.sub(r"([\\\[\]&~|^])", r"\\\1", members)
    return f"(?!/)[{'^' if negated else ''}{escaped}]"
