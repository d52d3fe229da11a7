"""The words of a shell script: quotes, escapes, and what the shell expands in them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from recolint.base.text import visible
from recolint.hosts.shell.syntax import BrokenError, Part, PartKind, Statement, Word
from recolint.hosts.traced import Traced

_BLANK = re.compile(r"(?:[ \t\r]|\\\r?\n)*")
_PLAIN = re.compile(r"[^\s;&|<>()'\"\\$`]+|[\f\v\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_IN_DOUBLE = re.compile(r'[^"\\$`]+')
_IN_HERE = re.compile(r"[^\\$`]+")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_SPECIAL = re.compile(r"[0-9@*#?$!-]")
_BRACED = re.compile(r"\$\{([A-Za-z_]\w*|[0-9]+|[@*#?$!-])(?:(:?[-=?+])|(\[[@*]\])?\})", re.ASCII)
_ARITHMETIC_STEP = re.compile(r"[()]|\\.|[^()\\]+", re.DOTALL)
_DEEPEST = 48
"""Levels of nesting that are read, so that Python's stack is deep enough."""


class WordReader(ABC):
    """Reads words at a cursor. A subclass reads the commands in them."""

    def __init__(self, script: Traced, depth: int) -> None:
        self.script = script
        self.text = script.text
        self.at = 0
        self._depth = depth
        self._unread = 0
        """The start of the current statement, or of the one around it."""

    @abstractmethod
    def _until_bracket(self) -> tuple[Statement, ...]:
        """The statements up to the closing bracket, and go past it."""

    @abstractmethod
    def _nested(self, script: Traced) -> tuple[Statement, ...]:
        """The statements of ``script``, a part of this one."""

    def here(self) -> Word:
        """The whole script as a here-document's text."""
        parts: list[Part] = []
        while self.at < len(self.text):
            self._expanding(parts, _IN_HERE, PartKind.HERE)
        return Word(tuple(parts), 0, len(self.text), self.script)

    def _word(self) -> Word | None:  # noqa: C901  a case for each sign that begins a part
        self.at = start = self._skip_blank(self.at)
        if self.text[start : start + 1] == "#":
            return None
        parts: list[Part] = []
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "(" and self.at > start and self.text[self.at - 1] in "@!+?*":
                self._pattern(parts)
                continue
            if char in " \t\r\n;&|()":
                break
            if char in "<>":
                if not self.text.startswith("(", self.at + 1):
                    break
                begin, self.at = self.at, self.at + 2
                body = self._until_bracket()
                parts.append(Part(PartKind.OPAQUE, begin, self.at, body=body))
            elif char == "'":
                end = self.text.find("'", self.at + 1)
                if end < 0:
                    raise self._broken("unterminated single quote")
                parts.append(Part(PartKind.SINGLE, self.at + 1, end, quoted=True))
                self.at = end + 1
            elif char == '"':
                self._double(parts)
            elif char == "$" and self.text.startswith("'", self.at + 1):
                self._ansi(parts)
            elif char == "$" and self.text.startswith('"', self.at + 1):
                self.at += 1
            else:
                self._expanding(parts, _PLAIN, PartKind.BARE)
        return Word(tuple(parts), start, self.at, self.script) if self.at > start else None

    def _pattern(self, parts: list[Part]) -> None:
        """Read the brackets of ``@(a|b)``."""
        start, depth = self.at, 0
        while True:
            if self.at >= len(self.text):
                self.at = start
                raise self._broken("expected ')'")
            depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
            self.at += 1
            if not depth:
                parts.append(Part(PartKind.OPAQUE, start, self.at))
                return

    def _double(self, parts: list[Part]) -> None:
        opening = self.at
        self.at += 1
        # Quotes with nothing in them are a text anyway.
        parts.append(Part(PartKind.DOUBLE, self.at, self.at, quoted=True))
        while self.text[self.at : self.at + 1] != '"':
            if self.at >= len(self.text):
                self.at = opening
                raise self._broken("unterminated double quote")
            self._expanding(parts, _IN_DOUBLE, PartKind.DOUBLE)
        self.at += 1

    def _ansi(self, parts: list[Part]) -> None:
        end = self.at + 2
        while self.text[end : end + 1] != "'":
            if end >= len(self.text):
                raise self._broken("unterminated single quote")
            end += 2 if self.text[end] == "\\" else 1
        parts.append(Part(PartKind.ANSI, self.at + 2, end, quoted=True))
        self.at = end + 1

    def _expanding(self, parts: list[Part], plain: re.Pattern[str], kind: PartKind) -> None:
        """Read one part at the cursor: a run of ``plain`` text, an escape, or an expansion."""
        quoted = kind is not PartKind.BARE
        char = self.text[self.at]
        if char == "\\":
            width = 3 if self.text.startswith("\r\n", self.at + 1) else 2
            end = min(self.at + width, len(self.text))
            parts.append(Part(kind, self.at, end, quoted))
            self.at = end
        elif char == "`":
            self._backticks(parts, quoted=quoted)
        elif char == "$":
            self._dollar(parts, kind)
        else:
            match = plain.match(self.text, self.at)
            end = match.end() if match else self.at + 1
            parts.append(Part(kind, self.at, end, quoted))
            self.at = end

    def _dollar(self, parts: list[Part], kind: PartKind) -> None:
        start, quoted = self.at, kind is not PartKind.BARE
        following = self.text[start + 1 : start + 2]
        if following == "(":
            end = self._arithmetic_end(start + 3) if self.text.startswith("((", start + 1) else None
            if end is not None:
                self.at = end
                parts.append(Part(PartKind.OPAQUE, start, end, quoted))
                return
            self.at += 2
            body = self._until_bracket()
            parts.append(Part(PartKind.COMMANDS, start, self.at, quoted, body=body))
            return
        if following == "{":
            self._braces(parts, quoted=quoted)
            return
        name = _NAME.match(self.text, start + 1) or _SPECIAL.match(self.text, start + 1)
        if name is None:
            self.at += 1
            parts.append(Part(kind, start, self.at, quoted))
            return
        self.at = name.end()
        parts.append(Part(PartKind.VARIABLE, start, self.at, quoted, name[0]))

    def _braces(self, parts: list[Part], *, quoted: bool) -> None:
        start = self.at
        match = _BRACED.match(self.text, start)
        if match is not None and match[2] is None:
            self.at = match.end()
            kind = PartKind.ARRAY if match[3] else PartKind.VARIABLE
            parts.append(Part(kind, start, self.at, quoted, match[1]))
            return
        self.at = start + 2
        inner: list[Part] = []
        while self.text[self.at : self.at + 1] != "}":
            if self.at >= len(self.text):
                self.at = start
                raise self._broken("unterminated '${'")
            char = self.text[self.at]
            if char == '"':
                self._go_deeper()
                self._double(inner)
                self._depth -= 1
            elif char == "'" and not quoted and (end := self.text.find("'", self.at + 1)) >= 0:
                self.at = end + 1
            elif char in "\\$`":
                self._go_deeper()
                self._expanding(inner, _IN_HERE, PartKind.DOUBLE)
                self._depth -= 1
            else:
                self.at += 1
        self.at += 1
        has_default = match is not None and match[2] in (":-", "-")
        kind = PartKind.VARIABLE if has_default else PartKind.OPAQUE
        name = match[1] if match is not None else ""
        parts.append(Part(kind, start, self.at, quoted, name, has_default=has_default))

    def _backticks(self, parts: list[Part], *, quoted: bool) -> None:
        start = self.at
        pieces: list[Traced] = []
        begin = at = start + 1
        while self.text[at : at + 1] != "`":
            if at >= len(self.text):
                raise self._broken("unterminated backtick")
            if self.text[at] != "\\":
                at += 1
                continue
            if self.text[at + 1 : at + 2] in ("\\", "`", "$"):
                pieces.append(self.script.slice(begin, at))
                begin = at + 1
            at += 2
        pieces.append(self.script.slice(begin, min(at, len(self.text))))
        body = self._nested(Traced.joined(pieces, self.script.span(start, at)))
        self.at = at + 1
        parts.append(Part(PartKind.COMMANDS, start, self.at, quoted, body=body))

    def _arithmetic_end(self, start: int) -> int | None:
        """The offset behind the ``))`` that closes the ``((`` before ``start``; ``None`` if it opens two brackets."""
        depth, at = 2, start
        while depth:
            match = _ARITHMETIC_STEP.match(self.text, at)
            if match is None:
                return None
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth == 1 and match[0] == ")" and not self.text.startswith(")", match.end()):
                return None
            at = match.end()
        return at

    def _skip_blank(self, at: int) -> int:
        match = _BLANK.match(self.text, at)
        return match.end() if match else at

    def _go_deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._broken(f"nested deeper than {_DEEPEST} levels")

    def _broken(self, message: str) -> BrokenError:
        at = min(self.at, max(len(self.text) - 1, 0))
        place = self.script.span(at, at + 1) if self.text else self.script.whole
        return BrokenError(place, self._unread, visible(message))
