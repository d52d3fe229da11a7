"""Simple commands of a shell script: assignments, words, redirects, and the here-documents behind their lines."""

from __future__ import annotations

import re
from abc import abstractmethod

from recolint.hosts.shell.syntax import Assignment, Command, HereDocument, Part, PartKind, Redirect, Statement, Word
from recolint.hosts.shell.words import WordReader
from recolint.hosts.traced import Traced

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]\s]*\])?(\+?=)", re.ASCII)
_REDIRECT = re.compile(r"(?:[0-9]+|\{[A-Za-z_]\w*\})?(&>>|&>|<<<|<<-|<<|<>|<&|>&|>\||>>|<(?!\()|>(?!\())", re.ASCII)
BRACKETS = re.compile(r"[ \t]*\([ \t]*\)")
"""Behind the name of a function that is defined."""


class CommandReader(WordReader):
    """Reads simple commands at a cursor. Function definitions among them are left to the reader of statements."""

    def __init__(self, script: Traced, depth: int = 0) -> None:
        super().__init__(script, depth)
        self._pending: list[HereDocument] = []

    @abstractmethod
    def _function(self, name: str) -> Statement:
        """The function ``name``; its body is at the cursor."""

    def _simple(self) -> Statement:
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            self._redirects(redirects)
            assignment = _ASSIGNMENT.match(self.text, self.at)
            if assignment is not None and not words:
                assignments.append(self._assignment(assignment))
                continue
            if words and assignment is not None and self.text[assignment.end() : assignment.end() + 1] == "(":
                # declare NAME=(...): the words in brackets belong to it.
                self._assignment(assignment)
                words.append(self._as_word(assignment.start()))
                continue
            word = self._word()
            if word is None:
                break
            words.append(word)
            if len(words) == 1 and not assignments and not redirects:
                function = BRACKETS.match(self.text, self.at)
                if function is not None:
                    self.at = function.end()
                    return self._function(word.written)
        return Command(tuple(assignments), tuple(words), tuple(redirects), self.script)

    def _as_word(self, start: int) -> Word:
        return Word((Part(PartKind.OPAQUE, start, self.at),), start, self.at, self.script)

    def _assignment(self, match: re.Match[str]) -> Assignment:
        name, subscript, sign = match.groups()
        self.at = match.end()
        if self.text[self.at : self.at + 1] == "(":
            self.at += 1
            values: list[Word] = []
            while True:
                self._to_statement_without_semicolon()
                word = self._word()
                if word is None:
                    break
                values.append(word)
            if self.text[self.at : self.at + 1] != ")":
                raise self._broken("expected ')'")
            self.at += 1
            is_plain = not any(one.written.startswith("[") for one in values)
            return Assignment(name, tuple(values) if is_plain else None, is_array=True, appends=sign == "+=")
        start = self.at
        value = self._word() or Word((), start, start, self.script)
        return Assignment(name, None if subscript else (value,), appends=sign == "+=")

    def _redirects(self, found: list[Redirect]) -> None:
        while True:
            self.at = self._skip_blank(self.at)
            match = _REDIRECT.match(self.text, self.at)
            if match is None:
                return
            self.at = match.end()
            sign = match[1]
            self.at = self._skip_blank(self.at)
            word = self._word()
            if sign in ("<<", "<<-"):
                written = word.written if word is not None else ""
                end = re.sub(r"\\(.)|['\"]", r"\1", written)
                document = HereDocument(end, expands=end == written, strips_tabs=sign == "<<-")
                self._pending.append(document)
                found.append(Redirect("<<", document))
            else:
                found.append(Redirect(sign, word))

    def _words(self) -> list[Word]:
        words: list[Word] = []
        while True:
            self.at = self._skip_blank(self.at)
            word = self._word()
            if word is None:
                return words
            words.append(word)

    def _required_word(self) -> Word:
        self.at = self._skip_blank(self.at)
        word = self._word()
        if word is None:
            raise self._broken("expected a word")
        return word

    # Blanks, lines, here-documents

    def _after_blank(self) -> str:
        self.at = self._skip_blank(self.at)
        return self.text[self.at : self.at + 1]

    def _to_statement(self) -> None:
        """Go past blanks, lines, comments and single semicolons."""
        while True:
            self._to_statement_without_semicolon()
            if self.text[self.at : self.at + 1] != ";" or self.text[self.at + 1 : self.at + 2] in (";", "&"):
                return
            self.at += 1

    def _to_statement_without_semicolon(self) -> None:
        while True:
            char = self._after_blank()
            if char == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif char == "\n":
                self.at += 1
                self._read_here_documents()
            else:
                return

    def _read_here_documents(self) -> None:
        for document in self._pending:
            self._read_here_document(document)
        self._pending.clear()

    def _read_here_document(self, document: HereDocument) -> None:
        start = self.at
        lines: list[Traced] = []
        while self.at < len(self.text):
            found = self.text.find("\n", self.at)
            end = len(self.text) if found < 0 else found + 1
            begin = self.at
            if document.strips_tabs:
                while self.text[begin : begin + 1] == "\t":
                    begin += 1
            if self.text[begin:end].rstrip("\r\n") == document.end:
                break
            if document.strips_tabs:
                lines.append(self.script.slice(begin, end))
            self.at = end
        whole = self.script.span(start, self.at)
        document.text = Traced.joined(lines, whole) if document.strips_tabs else self.script.slice(start, self.at)
        found = self.text.find("\n", self.at)
        self.at = len(self.text) if found < 0 else found + 1
