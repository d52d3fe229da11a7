"""Why a text is not JSON, in our words."""

from __future__ import annotations

import json
import re
from enum import Enum

from recolint.base.finding import DropByteOrderMark, Fix
from recolint.base.text import Span, quoted, short
from recolint.document.faults import character, syntax
from recolint.document.model import Fault, FaultKind


class Due(Enum):
    """An expectation at a place, as a message says it."""

    VALUE = "a value"
    NAME = "a name in double quotes"
    COLON = "':' after the name"
    NEXT_MEMBER = "',' or '}'"
    NEXT_ITEM = "',' or ']'"
    END = "the end of the file"


_LINE = re.compile(r"[^\r\n]*")
_SINGLE_QUOTED = re.compile(r"'[^'\r\n]*'?")
_LONG_NUMBER = re.compile(r"-?[0-9]{1000,}")
_BARE = re.compile(r"[^\s\"',:{}\[\]]+")
_YAML = re.compile(r"---\s|[A-Za-z][\w-]*:(?:\s|\Z)|%YAML")
_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
_TYPOGRAPHIC = "\u201c\u201d\u201e\u2018\u2019"
_CLOSES = {"{": "}", "[": "]"}


def unexpected(text: str, at: int, due: Due, opened: int | None, before: Span | None) -> Fault:
    """Why ``text`` does not continue at ``at``, where ``due`` must be.

    ``opened`` is where the innermost open bracket is, ``before`` the complete value or name before ``at``.
    """
    found = (
        _end(text, at, due, opened)
        or _yaml(text, at, due, opened)
        or _comment(text, at, due)
        or _quotes(text, at, due)
        or _after_the_end(text, at, due)
        or _closer(text, at, due, opened)
        or _after_a_value(text, at, due, before)
        or _bare(text, at, due)
    )
    return found or syntax(f"expected {due.value}, found {quoted(text[at])}", character(text, at))


def broken_string(text: str, start: int, at: int) -> Fault:
    """The string that opens at ``start`` and that JSON's own scanner gave up at ``at``."""
    char = text[at : at + 1]
    if at == start or char in ("\r", "\n"):
        return syntax("a string that is not closed; expected '\"' before the end of the line", _line(text, start))
    if "" < char < " ":
        escape = json.dumps(char)[1:-1]
        name = "tab" if char == "\t" else "control character"
        return syntax(f"a raw {name} in a string; expected its escape, {escape}", character(text, at))
    backslash = text.rfind("\\", start, at + 1)
    letter = text[backslash + 1]
    if letter == "u":
        return syntax("expected four hexadecimal digits after '\\u' in a string", Span(backslash, backslash + 2))
    message = f"found '\\{short(letter)}' in a string; expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
    return syntax(message, Span(backslash, backslash + 2), "write \\\\ for a backslash")


def no_number(text: str, span: Span) -> Fault:
    """A text that starts like a number but is not one."""
    word = text[span.start : span.end]
    if _LONG_NUMBER.fullmatch(word):
        return syntax(f"a number of {len(word.lstrip('-')):,} digits; no value of a job spec is that long", span)
    return syntax(f"{quoted(word)} is not a JSON number", span, "write it as 10, -1 or 0.5")


def too_many_faults(span: Span) -> Fault:
    """More faults than are worth a line each."""
    return syntax("more errors follow; this file is not JSON", span)


def byte_order_mark() -> Fault:
    """A byte order mark before the text."""
    message = "the file starts with a byte order mark; the AWS CLI rejects it"
    fix = Fix("remove the byte order mark", (DropByteOrderMark(),))
    return Fault(FaultKind.BYTE_ORDER_MARK, message, Span(0, 0), fix=fix)


def unclosed(text: str, opened: int, at: int) -> Fault:
    """The bracket at ``opened`` lacks its other half, as ``at`` shows: the end, or a line outside of it."""
    closer = _CLOSES[text[opened]]
    label = "the file ends here" if at >= len(text) else "the next line outside of it"
    message = f"'{text[opened]}' is never closed; expected '{closer}'"
    return syntax(message, character(text, opened), f"add '{closer}'", ((character(text, at), label),))


def _end(text: str, at: int, due: Due, opened: int | None) -> Fault | None:
    if at < len(text):
        return None
    if opened is None:
        return syntax(f"expected {due.value}, found the end of the file", character(text, at))
    return unclosed(text, opened, at)


def _yaml(text: str, at: int, due: Due, opened: int | None) -> Fault | None:
    if due is not Due.VALUE or opened is not None or not _YAML.match(text, at):
        return None
    return syntax("expected JSON, found YAML", _line(text, at), "rename the file to .yaml, or write it in JSON")


def _comment(text: str, at: int, due: Due) -> Fault | None:
    if not text.startswith("/*", at):
        return None
    return syntax(
        f"expected {due.value}, found a comment that is never closed; JSON does not allow comments", Span(at, at + 2)
    )


def _quotes(text: str, at: int, due: Due) -> Fault | None:
    single = _SINGLE_QUOTED.match(text, at)
    if single is not None:
        message = f"expected {due.value}, found single quotes; JSON requires double quotes"
        return syntax(message, Span(*single.span()), "write the text in double quotes")
    if text[at] in _TYPOGRAPHIC:
        message = f"expected {due.value}, found the typographic quote '{text[at]}'"
        return syntax(message, character(text, at), "write '\"'")
    return None


def _after_the_end(text: str, at: int, due: Due) -> Fault | None:
    if due is not Due.END:
        return None
    if text[at] in "{[":
        message = "expected the end of the file, found a second value; a JSON file contains one spec"
        return syntax(message, character(text, at), "put each spec in a file of its own")
    return syntax("expected the end of the file, found text after the spec", _word(text, at))


def _closer(text: str, at: int, due: Due, opened: int | None) -> Fault | None:
    if text[at] not in "}]" or opened is None or text[at] == _CLOSES[text[opened]]:
        return None
    labels = ((character(text, opened), "opened here"),)
    return syntax(f"expected {due.value}, found '{text[at]}'", character(text, at), labels=labels)


def _after_a_value(text: str, at: int, due: Due, before: Span | None) -> Fault | None:
    """The start of a value or name where the sign before it is missing."""
    if before is None or due not in (Due.NEXT_MEMBER, Due.NEXT_ITEM, Due.COLON) or text[at] in ":,}]":
        return None
    span = _word(text, at)
    if at == before.end and text[at - 1] == '"' and text[at] != ";":
        help_ = 'a double quote inside a string is written \\"'
        return syntax(f"expected {due.value}, found text right after a string", span, help_)
    sign, what = ("colon", "name") if due is Due.COLON else ("comma", "value")
    labels = ((before, f"no {sign} follows this {what}"),)
    return syntax(f"a {sign} is missing; expected {due.value}", span, labels=labels)


def _bare(text: str, at: int, due: Due) -> Fault | None:
    """A word without quotes."""
    match = _BARE.match(text, at)
    if match is None or not (match[0][0].isalnum() or match[0][0] in "_$<-./"):
        return None
    word, span = match[0], Span(*match.span())
    if due is Due.VALUE and word in _NO_NUMBERS:
        message = f"expected {due.value}, found {word}; neither JSON nor the request allows it"
        return syntax(message, span)
    expected = f"{due.value}, found" if due is Due.NAME else "a value, found the text"
    return syntax(f"expected {expected} {quoted(word)} without double quotes", span)


def _word(text: str, at: int) -> Span:
    match = _BARE.match(text, at)
    return Span(*match.span()) if match else character(text, at)


def _line(text: str, at: int) -> Span:
    """From ``at`` to the end of the line."""
    match = _LINE.match(text, at)
    return Span(at, match.end() if match else at)
