"""The AWS CLI's shorthand syntax, ``Key=a,Value=[b,{c=d}]``, to plain data with strings as scalars.

The grammar is the one that the AWS CLI publishes:

    parameter     = keyval *("," keyval)
    keyval        = key ("=" / "@=") [values]
    values        = csv-list / explicit-list / hash-literal
    csv-list      = value *("," value)                 more than one: a list; a name before "=" ends it
    explicit-list = "[" [item *("," item)] "]"
    hash-literal  = "{" [key ("=" / "@=") item *("," ...)] "}"
    item          = value / explicit-list / hash-literal
    value         = bare / single-quoted / double-quoted

``\\,`` is a comma in a bare value; in a quoted one, a backslash escapes the quote and itself.
"""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any, NoReturn

from recolint.base.errors import UserError
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, visible

_KEY = frozenset(string.ascii_letters + string.digits + "-_.#/:")
_NO_START = frozenset(",=[{\"'" + string.whitespace)
_ENDS_FIRST = frozenset(",]}\"'")
_ENDS_LATER = frozenset(",=\"'")

Load = Callable[[str], str]
"""Returns the content for ``file://...``, and any other text unchanged; for values after ``@=``."""


class Placed(NamedTuple):
    """A value of shorthand, and its place in the text: quotes and brackets are within, the name before it is not."""

    value: str | list[Placed] | dict[str, Member]
    span: Span


class Member(NamedTuple):
    """A member of a structure: the place of its name, and its value."""

    name: Span
    value: Placed


class ShorthandError(UserError):
    """A text that is not shorthand; the message shows the place."""


class _EndOfListError(Exception):
    """A value read as a further one of a list is the beginning of the next member."""


def parse(text: str, load: Load) -> dict[str, Any]:
    """The members in ``text``; raises ``ShorthandError``."""
    members: dict[str, Any] = _plain(parse_placed(text, load))
    return members


def parse_placed(text: str, load: Load) -> Placed:
    """As ``parse``, each value with its place. A value from ``load`` has the place of its ``file://...``."""
    return _Parser(text, load).parameter()


def _plain(placed: Placed) -> Any:
    value = placed.value
    if isinstance(value, dict):
        return {name: _plain(member.value) for name, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


class _Parser:
    def __init__(self, text: str, load: Load) -> None:
        self.text = text
        self.at = 0
        self.load = load

    def parameter(self) -> Placed:
        found: dict[str, Member] = {}
        while True:
            start = self.at
            key, loads = self.key()
            if key in found:
                self.wrong(f"duplicate {key!r}; separate the items of a list with a space", start)
            value = self.loaded(self.values()) if loads else self.values()
            found[key] = Member(Span(start, start + len(key)), value)
            if self.ended():
                return Placed(found, Span(0, len(self.text)))
            self.expect(",")

    def key(self) -> tuple[str, bool]:
        """A member's name up to its equals sign, and whether its value may name a file."""
        start = self.at
        while self.current() in _KEY and not self.ended():
            self.at += 1
        key = self.text[start : self.at]
        if not key:
            self.wrong("expected the name of a member")
        self.space()
        loads = self.current() == "@"
        if loads:
            self.expect("@")
        self.expect("=")
        return key, loads

    def values(self) -> Placed:
        if self.ended():
            return Placed("", Span(self.at, self.at))
        return self.item(self.list_without_brackets)

    def item(self, scalar: Callable[[], Placed]) -> Placed:
        """A list or a structure by its bracket, or what ``scalar`` reads."""
        if self.current() == "[":
            return self.explicit_list()
        if self.current() == "{":
            return self.structure()
        return scalar()

    def explicit_list(self) -> Placed:
        opening = self.at
        self.expect("[")
        items: list[Placed] = []
        while self.current() != "]":
            items.append(self.item(self.value))
            self.separator("]")
        self.at += 1
        return Placed(items, Span(opening, self.at))

    def structure(self) -> Placed:
        opening = self.at
        self.expect("{")
        members: dict[str, Member] = {}
        while self.current() != "}":
            start = self.at
            key, loads = self.key()
            value = self.item(self.value)
            self.separator("}")
            if key in members:
                self.wrong(f"duplicate {key!r}", start)
            members[key] = Member(Span(start, start + len(key)), self.loaded(value) if loads else value)
        self.at += 1
        return Placed(members, Span(opening, self.at))

    def separator(self, end: str) -> None:
        """Go past the comma after an item, if it is not the last one."""
        self.space()
        if self.current() != end:
            self.expect(",")

    def list_without_brackets(self) -> Placed:
        items = [self.value()]
        self.space()
        while not self.ended() and self.current() == ",":
            self.expect(",")
            try:
                items.append(self.further_value())
            except _EndOfListError:
                # ``a=b,c=d``: what follows the comma is the next member's name.
                self.at = self.text.rindex(",", 0, self.at + 1)
                break
        return Placed(items, Span(items[0].span.start, items[-1].span.end)) if len(items) > 1 else items[0]

    def value(self) -> Placed:
        if self.current() in ("'", '"'):
            return self.quoted()
        return self.bare(_ENDS_FIRST)

    def further_value(self) -> Placed:
        if self.ended():
            self.wrong("expected a value after the comma")
        if self.current() in ("'", '"'):
            value = self.quoted()
        elif self.current() in _NO_START:
            raise _EndOfListError
        else:
            value = self.bare(_ENDS_LATER)
        self.space()
        if not self.ended() and self.current() != ",":
            raise _EndOfListError
        return value

    def bare(self, ends: frozenset[str]) -> Placed:
        start = self.at
        if self.current() in _NO_START:
            return Placed("", Span(start, start))
        # A bracket that closes nothing may begin a value.
        self.at += self.current() in ("]", "}")
        while not self.ended() and self.current() not in ends:
            self.at += 2 if self.text.startswith("\\,", self.at) else 1
        written = self.text[start : self.at].rstrip()
        return Placed(written.replace("\\,", ","), Span(start, start + len(written)))

    def quoted(self) -> Placed:
        quote, start = self.current(), self.at + 1
        self.at = start
        last_escaped = None
        while not self.ended():
            if self.current() == quote:
                self.at += 1
                return Placed(_unescaped(self.text[start : self.at - 1], quote), Span(start - 1, self.at))
            if self.current() == "\\" and self.text[self.at + 1 : self.at + 2] in (quote, "\\"):
                last_escaped = self.at + 1 if self.text[self.at + 1] == quote else last_escaped
                self.at += 1
            self.at += 1
        if last_escaped is None:
            self.wrong(f"the quote {quote} is not closed", start - 1)
        # 'C:\dir\': with no other quote to end at, the last one ends the value, and its backslash is one.
        self.at = last_escaped + 1
        return Placed(_unescaped(self.text[start:last_escaped], quote), Span(start - 1, self.at))

    def loaded(self, placed: Placed) -> Placed:
        """``placed`` with each text in it that names a file replaced by the file's content.

        The members of a structure have signs of their own.
        """
        value = placed.value
        if isinstance(value, dict):
            return placed
        if isinstance(value, list):
            return placed._replace(value=[self.loaded(one) for one in value])
        return placed._replace(value=self.load(value))

    def ended(self) -> bool:
        return self.at >= len(self.text)

    def current(self) -> str:
        return self.text[self.at : self.at + 1]

    def space(self) -> None:
        while not self.ended() and self.current() in string.whitespace:
            self.at += 1

    def expect(self, character: str) -> None:
        """Go past ``character`` and the white space around it."""
        self.space()
        if self.current() != character:
            self.wrong(f"expected {character!r}")
        self.at += 1
        self.space()

    def wrong(self, problem: str, at: int | None = None) -> NoReturn:
        at = self.at if at is None else at
        found = "the end" if at >= len(self.text) else repr(self.text[at])
        before, after = visible(self.text[:at][-40:]), visible(self.text[at:][:40])
        raise ShorthandError(f"{problem}, found {found}, in shorthand\n  {before}{after}\n  {' ' * len(before)}^")


def _unescaped(text: str, quote: str) -> str:
    parts = text.split("\\\\")
    return "\\".join(part.replace("\\" + quote, quote) for part in parts)
