"""Where the keys of a TOML text are: the parser of the standard library does not report lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from recolint.base.text import Span
from recolint.config.layers import KeyPath


def key_places(text: str) -> Mapping[KeyPath, Span]:
    """The place of each key, and of each item of a list, in ``text``, which tomllib accepts.

    A table is at its header, or at the first key that implies it; an item of a list of tables, at its header.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.places


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r"""
      "{3} (?: [^"\\] | \\. | "{1,2}(?!") )* "{3,5}
    | '{3} (?: [^'] | '{1,2}(?!') )* '{3,5}
    | " (?: [^"\\\n] | \\. )* "
    | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_MAX_PARTS = 64
"""The maximum number of parts of a dotted key. No real config reaches it; a hostile key may have 100 000 parts."""
_OTHER = re.compile(r"[^,\]}#\n]+")


class _Scanner:
    """Goes through the text once. ``lists`` counts the tables of each list of tables."""

    def __init__(self, text: str) -> None:
        self.places: dict[KeyPath, Span] = {}
        self._text = text
        self._at = 0
        self._lists: dict[KeyPath, int] = {}

    def scan(self) -> None:
        table: KeyPath = ()
        self._skip()
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._entry(table)
            self._skip()

    def _skip(self) -> None:
        match = _BLANK.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _header(self) -> KeyPath:
        start = self._at
        is_list = self._text.startswith("[[", start)
        self._at += 1 + is_list
        keys = self._key()
        self._at = self._text.index("]", self._at) + 1 + is_list
        path: KeyPath = ()
        for number, (name, span) in enumerate(keys):
            path = (*path, name)
            self.places.setdefault(path, span)
            if is_list and number == len(keys) - 1:
                self._lists[path] = self._lists.get(path, 0) + 1
            if path in self._lists:
                path = (*path, self._lists[path] - 1)
                self.places.setdefault(path, Span(start, self._at))
        return path

    def _entry(self, table: KeyPath) -> None:
        path = table
        for name, span in self._key():
            path = (*path, name)
            self.places.setdefault(path, span)
        self._at = self._text.index("=", self._at) + 1
        self._skip()
        self._value(path)

    def _key(self) -> list[tuple[str, Span]]:
        """The parts of a dotted key, each with its place."""
        found: list[tuple[str, Span]] = []
        while True:
            self._blanks()
            match = _BARE.match(self._text, self._at) or _STRING.match(self._text, self._at)
            if match is None:
                raise ValueError(f"expected a key at offset {self._at}")
            word = match[0]
            name = word if word[0] not in "\"'" else str(tomllib.loads(f"key = {word}")["key"])
            if len(found) < _MAX_PARTS:
                found.append((name, Span(*match.span())))
            self._at = match.end()
            self._blanks()
            if not self._text.startswith(".", self._at):
                return found
            self._at += 1

    def _blanks(self) -> None:
        while self._text[self._at : self._at + 1] in (" ", "\t"):
            self._at += 1

    def _value(self, path: KeyPath) -> None:
        opening = self._text[self._at]
        if opening not in "[{":
            match = _STRING.match(self._text, self._at) or _OTHER.match(self._text, self._at)
            self._at = match.end() if match else self._at + 1
            return
        self._at += 1
        number = 0
        while True:
            self._skip()
            if self._text[self._at] in "]}":
                self._at += 1
                return
            if self._text[self._at] == ",":
                self._at += 1
                continue
            if opening == "{":
                self._entry(path)
                continue
            start, item = self._at, (*path, number)
            self.places[item] = Span(start, start)
            self._value(item)
            self.places[item] = Span(start, start + len(self._text[start : self._at].rstrip()))
            number += 1
