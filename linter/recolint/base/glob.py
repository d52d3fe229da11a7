"""File patterns, as ``.gitignore`` and the globs of a config write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Most runs have no pattern: these are compiled when one comes.
_WILDCARD = r"(?:^|[^\\])(?:\\\\)*[*?\[]"


class Glob:
    """A pattern in the language of ``.gitignore``, without its ``!``.

    ``*`` and ``?`` stop at ``/``, ``**`` does not, ``[a-z]`` and ``[[:alpha:]]`` are classes, a backslash takes the
    next character as it is. A pattern with a ``/`` before its end counts from the folder that it belongs to; another
    matches at any depth. A trailing ``/`` matches folders only. What lies in a matched folder is matched too.
    """

    __slots__ = ("_compiled", "text")

    def __init__(self, text: str) -> None:
        """Take the pattern; every text is one."""
        self.text = text
        self._compiled: re.Pattern[str] | None = None

    def __repr__(self) -> str:
        return f"Glob({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glob) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def has_wildcard(self) -> bool:
        """Whether the pattern may match files of several names."""
        return re.search(_WILDCARD, self.text) is not None

    @property
    def is_of_one_file(self) -> bool:
        """Whether the pattern is the path of one file or folder, without a wildcard."""
        return "/" in self.text.rstrip("/") and not self.has_wildcard

    @property
    def fault(self) -> str | None:
        """Why the pattern matches no file, with the right form; ``None`` for one that may match some."""
        for match in re.finditer(_WORD, self.text, re.VERBOSE | re.DOTALL):
            if match["open"]:
                right = f"{self.text[: match.start()]}\\{self.text[match.start() :]}"
                return f"'[' without ']' in {self.text!r}; close it, or write {right!r} for the character"
            if match["class"] and _members(match["class"]) is None:
                return f"unknown class in {self.text!r}; expected one of {', '.join(f'[:{name}:]' for name in _POSIX)}"
        return None

    def matches(self, path: str) -> bool:
        """Whether the pattern matches the file ``path`` or a folder above it (with ``/``, relative to its folder)."""
        return self.names(path) or bool(self._pattern().match(path))

    def names(self, path: str) -> bool:
        """Whether the pattern matches ``path`` itself; a folder's path ends with ``/``."""
        if not path.endswith("/"):
            if self.text.endswith("/"):
                return False
            path += "/"
        return bool(self._pattern().fullmatch(path))

    def _pattern(self) -> re.Pattern[str]:
        # Kept here: a cache of bounded size that is smaller than a list of patterns is of no use to it.
        if self._compiled is None:
            self._compiled = _compiled(self.text)
        return self._compiled


class Globs:
    """Many patterns, asked together: those without wildcards cost nothing where their words do not occur."""

    def __init__(self, globs: Iterable[Glob]) -> None:
        """Take the patterns in their order."""
        self._globs = tuple(globs)
        self._by_word: dict[str, list[int]] = {}
        """The patterns without wildcards, by the name or, with a ``/`` first, the path that they match."""
        self._others: list[int] = []
        for number, glob in enumerate(self._globs):
            word = _literal(glob.text)
            (self._others if word is None else self._by_word.setdefault(word, [])).append(number)

    def matching(self, path: str) -> list[int]:
        """The numbers of the patterns that match the file ``path`` or a folder above it, in order."""
        return [number for number in self._candidates(_words(path)) if self._globs[number].matches(path)]

    def naming(self, path: str) -> Iterator[int]:
        """The numbers of the patterns that match ``path`` itself, from the last; a folder's path ends with ``/``."""
        bare = path.removesuffix("/")
        candidates = self._candidates((bare.rpartition("/")[2], "/" + bare))
        return (number for number in reversed(candidates) if self._globs[number].names(path))

    def _candidates(self, words: Iterable[str]) -> list[int]:
        if not self._by_word:
            return self._others
        found = {number for word in words for number in self._by_word.get(word, ())}
        return sorted(found.union(self._others)) if found else self._others


def _words(path: str) -> Iterator[str]:
    """The names on the way to ``path``, and the paths."""
    whole = ""
    for name in path.removesuffix("/").split("/"):
        whole += "/" + name
        yield name
        yield whole


def _literal(text: str) -> str | None:
    """The texts that the pattern ``text`` matches, as ``_words`` has them; ``None`` for one with wildcards."""
    body = text.removesuffix("/")
    if any(sign in body for sign in "*?[\\"):
        return None
    return "/" + body.removeprefix("/") if "/" in body else body


_ITEM = r"(?: \[:[^\]]*:\] | \\. | . )"
_WORD = rf"""
      (?:\A|(?<=/)) \*\*/           # folders, any number of them
    | (?:\A|(?<=/)) \*\*\Z          # all that is in a folder
    | (?P<star> \*+) | \?
    | (?P<class> \[ (?> [!^]? {_ITEM} (?: (?!\]) {_ITEM})* ) \])   # it may begin with its own bracket
    | (?P<open> \[)
    | \\. | .
"""


def _compiled(text: str) -> re.Pattern[str]:
    """The expression for the path of a folder that the pattern names, from its start to the ``/`` at its end."""
    body = text.removesuffix("/")
    found = list(re.finditer(_WORD, body.removeprefix("/"), re.VERBOSE | re.DOTALL))
    words = ["*" if match["star"] else match[0] for match in found]
    if "/" not in body:
        words.insert(0, "**/")
    # A class without its end matches nothing, and so does one with an unknown name in it; both as in git.
    if any(match["open"] or (match["class"] and _members(match["class"]) is None) for match in found):
        return re.compile("(?!)")
    return re.compile(_translated([*words, "/"]), re.DOTALL)


def _translated(words: list[str]) -> str:
    """``words`` as a regular expression that is fast, however many stars it has.

    A star that another one follows matches the text between them at its first occurrence, and never looks further
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
    if word[0] == "[":
        return _class(word)
    if word == "\\":  # at the end, where it has nothing to take
        return "(?!)"
    return re.escape(word.removeprefix("\\"))


_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": r"\x21-\x7e",
    "lower": "a-z",
    "print": r"\x20-\x7e",
    "punct": r"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e",
    "space": r"\t-\r ",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
"""The characters of a class such as ``[:alpha:]``: ASCII, as in git."""

_MEMBER = r"\[:(?P<name>[^\]]*):\]|(?P<low>\\.|.)(?:-(?P<high>\\.|[^\]\\]))?"


def _class(word: str) -> str:
    members = _members(word) or ()
    negation = "^" if word[1] in "!^" else ""
    if not members:
        return "[^/]" if negation else "(?!)"
    return f"(?!/)[{negation}{''.join(members)}]"


def _members(word: str) -> list[str] | None:
    """The members of the class ``word`` as a regular expression writes them; ``None`` when it has an unknown name."""
    inner = word[2:-1] if word[1] in "!^" else word[1:-1]
    members = []
    for match in re.finditer(_MEMBER, inner, re.DOTALL):
        if match["name"] is not None:
            if match["name"] not in _POSIX:
                return None
            members.append(_POSIX[match["name"]])
            continue
        low = match["low"][-1]
        high = low if match["high"] is None else match["high"][-1]
        # Of z-a, git takes the z.
        members.append(f"{re.escape(low)}-{re.escape(high)}" if high >= low else re.escape(low))
    return members
