"""From a shell script to its statements: bash, and what other shells share with it. In linear time, and never run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.hosts.shell.simple import BRACKETS, CommandReader
from recolint.hosts.shell.syntax import Block, BrokenError, Chain, Statement, Test, Way, Word
from recolint.hosts.traced import Traced

_TEST_STEP = re.compile(r"[ \t\r\n;&|<>()]+")
_MAX_COMMANDS = 80_000
"""More than a megabyte of what people write."""
_RESERVABLE = re.compile(r"[^ \t\r\n;&|()<>]{1,9}")
_RESERVED = frozenset(
    [
        "if",
        "then",
        "elif",
        "else",
        "fi",
        "while",
        "until",
        "do",
        "done",
        "for",
        "select",
        "case",
        "esac",
        "function",
        "{",
        "}",
        "!",
        "[[",
        "time",
        "coproc",
    ]
)


def parse(script: Traced) -> tuple[list[Statement], BrokenError | None]:
    """The statements of ``script`` up to the first that is broken, and what broke it."""
    found: list[Statement] = []
    parser = Parser(script)
    try:
        for statement in parser.statements(frozenset()):
            found.append(statement)  # noqa: PERF402  those before a broken one count
    except BrokenError as broken:
        return found, broken
    return found, None


def parse_line(script: Traced) -> tuple[list[Statement], BrokenError | None]:
    """As ``parse``, but ends where the first statement ends its line; what follows is the output of a console."""
    parser = Parser(script)
    try:
        return parser.line(), None
    except BrokenError as broken:
        return [], broken


def here_word(text: Traced) -> Word:
    """A here-document's text, which has variables in it."""
    return Parser(text).here()


class Parser(CommandReader):
    """Reads one script from its beginning."""

    _commands = 0

    def statements(self, stops: frozenset[str]) -> Iterator[Statement]:
        """The statements up to one of the reserved words ``stops``, a closing bracket or ``;;``."""
        while True:
            self._to_statement()
            if self.at >= len(self.text):
                return
            if self.text[self.at] == ")" or self.text.startswith((";;", ";&"), self.at):
                if stops or self._depth:
                    return
                raise self._broken(f"unexpected '{self.text[self.at]}'")
            if self._reserved() in stops:
                return
            if not self._depth:
                self._unread = self.at
            yield self._statement()

    def line(self) -> list[Statement]:
        """The statements of the first line."""
        found = [self._statement()]
        while self._after_blank() in (";", "&") and not self.text.startswith("\n", self._skip_blank(self.at + 1)):
            self.at += 1
            if self._after_blank() in ("", "\n", "#"):
                break
            found.append(self._statement())
        if self._pending and "\n" in self.text[self.at :]:
            self.at = self.text.index("\n", self.at) + 1
            self._read_here_documents()
        return found

    def _statement(self) -> Statement:
        statement = self._chain()
        if self._after_blank() == "&" and not self.text.startswith("&&", self.at):
            self.at += 1
            return Block(Way.APART, ((statement,),))
        return statement

    def _chain(self) -> Statement:
        found = [self._pipeline()]
        signs = []
        while self._after_blank() and self.text.startswith(("&&", "||"), self.at):
            signs.append(self.text[self.at : self.at + 2])
            self.at += 2
            self._to_statement()
            found.append(self._pipeline())
        return Chain(tuple(found), tuple(signs)) if signs else found[0]

    def _pipeline(self) -> Statement:
        while self._reserved() in ("!", "time"):
            self._word()
            while self._after_blank() == "-" and (option := self._word()) is not None and option.written == "-p":
                pass
        found = [self._command()]
        while self._after_blank() == "|" and not self.text.startswith("||", self.at):
            self.at += 2 if self.text.startswith("|&", self.at) else 1
            self._to_statement()
            found.append(self._command())
        return found[0] if len(found) == 1 else Block(Way.APART, tuple((one,) for one in found))

    def _command(self) -> Statement:
        self._go_deeper()
        self._commands += 1
        if self._commands > _MAX_COMMANDS:
            raise self._broken(f"more than {_MAX_COMMANDS} commands")
        start = self.at
        compound = self._compound()
        self._depth -= 1
        if compound is not None:
            self._redirects([])
            return compound
        command = self._simple()
        if self.at == start:
            raise self._broken(f"unexpected '{self.text[start : start + 1]}'")
        return command

    def _compound(self) -> Statement | None:  # noqa: C901  a case for each reserved word
        if self._after_blank() == "(":
            if self.text.startswith("((", self.at) and (end := self._arithmetic_end(self.at + 2)) is not None:
                written, self.at = self.text[self.at : end], end
                return Test(written)
            self.at += 1
            return Block(Way.APART, (self._until_bracket(),))
        word = self._reserved()
        if word is None or word in ("!", "time"):
            return None
        start = self.at
        self.at += len(word)
        match word:
            case "{":
                return Block(Way.GROUP, (self._body("}"),))
            case "if":
                return self._if()
            case "while" | "until":
                condition = self._body("do")
                return Block(Way.LOOP, ((*condition, *self._body("done")),))
            case "for" | "select":
                return self._for()
            case "case":
                return self._case()
            case "function":
                name = self._required_word().written
                match_ = BRACKETS.match(self.text, self.at)
                self.at = match_.end() if match_ else self.at
                return self._function(name)
            case "[[":
                return self._test()
            case "coproc":
                return Block(Way.APART, ((self._command(),),))
        self.at = start
        raise self._broken(f"unexpected '{word}'")

    def _body(self, *stops: str) -> tuple[Statement, ...]:
        """Statements, and the reserved word behind them."""
        body = tuple(self.statements(frozenset(stops)))
        word = self._reserved()
        if word not in stops or word is None:
            raise self._broken(f"expected '{stops[0]}'")
        self.at += len(word)
        self._last_stop = word
        return body

    _last_stop = ""

    def _if(self) -> Statement:
        condition = self._body("then")
        then = self._body("elif", "else", "fi")
        otherwise: tuple[Statement, ...] = ()
        if self._last_stop == "elif":
            self._go_deeper()
            otherwise = (self._if(),)
            self._depth -= 1
        elif self._last_stop == "else":
            otherwise = self._body("fi")
        return Block(Way.GROUP, ((*condition, Block(Way.BRANCH, (then, otherwise))),))

    def _for(self) -> Statement:
        if self._after_blank() == "(":
            end = self._arithmetic_end(self.at + 2) if self.text.startswith("((", self.at) else None
            if end is None:
                raise self._broken("expected '(('")
            written, self.at = self.text[self.at : end], end
            body = self._do()
            return Block(Way.LOOP, ((Test(written), *body),))
        name = self._required_word().written
        self._to_statement_without_semicolon()
        words: list[Word] = []
        if self.text.startswith("in", self.at) and not self.text[self.at + 2 : self.at + 3].isalnum():
            self.at += 2
            words = self._words()
        return Block(Way.LOOP, (self._do(),), tuple(words), name)

    def _do(self) -> tuple[Statement, ...]:
        self._to_statement()
        if self._reserved() == "{":
            self.at += 1
            return self._body("}")
        if self._reserved() != "do":
            raise self._broken("expected 'do'")
        self.at += 2
        return self._body("done")

    def _case(self) -> Statement:
        subject = self._required_word()
        self._to_statement_without_semicolon()
        if not self.text.startswith("in", self.at):
            raise self._broken("expected 'in'")
        self.at += 2
        bodies: list[tuple[Statement, ...]] = []
        while True:
            self._to_statement_without_semicolon()
            if self._reserved() == "esac":
                self.at += 4
                return Block(Way.BRANCH, tuple(bodies), (subject,))
            self.at += self.text.startswith("(", self.at)
            while self._after_blank() != ")":
                if self._after_blank() == "|":
                    self.at += 1
                    continue
                self._required_word()
            self.at += 1
            bodies.append(tuple(self.statements(frozenset({"esac"}))))
            for end in (";;&", ";;", ";&"):
                if self.text.startswith(end, self.at):
                    self.at += len(end)
                    break
            else:
                if self._reserved() != "esac":
                    raise self._broken("expected ';;'")

    def _function(self, name: str) -> Statement:
        self._to_statement_without_semicolon()
        return Block(Way.FUNCTION, ((self._command(),),), name=name)

    def _test(self) -> Statement:
        start = self.at
        while self.at < len(self.text):
            match = _TEST_STEP.match(self.text, self.at)
            self.at = match.end() if match else self.at
            word = self._word()
            if word is None:
                # What looks like a comment.
                self.at += 1
            elif word.written == "]]":
                return Test(self.text[start : self.at])
        raise self._broken("expected ']]'")

    def _until_bracket(self) -> tuple[Statement, ...]:
        self._go_deeper()
        body = tuple(self.statements(frozenset()))
        self._depth -= 1
        if self.text[self.at : self.at + 1] != ")":
            raise self._broken("expected ')'")
        self.at += 1
        return body

    def _nested(self, script: Traced) -> tuple[Statement, ...]:
        self._go_deeper()
        body = tuple(Parser(script, self._depth).statements(frozenset()))
        self._depth -= 1
        return body

    def _reserved(self) -> str | None:
        """The reserved word at the cursor."""
        self.at = self._skip_blank(self.at)
        match = _RESERVABLE.match(self.text, self.at)
        return match[0] if match is not None and match[0] in _RESERVED else None
