"""Slips with a plain meaning that JSON does not allow, each a fault with a fix that writes that."""

from __future__ import annotations

import json
import re

from recolint.base.finding import Fix, Replace
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span, quoted, short
from recolint.document.faults import character, syntax
from recolint.document.model import Fault

_COMMENT = re.compile(r"(?://|#)[^\r\n]*|/\*.*?\*/", re.DOTALL)
_LINES_OF_COMMENT = re.compile(r"(?:[ \t]*(?://|#)[^\r\n]*(?:\r?\n|\Z))+")
_FOLLOWS = r"(?=\s*(?:[:,}\]/#]|\Z))"
_OTHER_QUOTES = re.compile(
    r"(?:'((?:[^'\\\r\n]|\\.)*)'|[\u201c\u201d\u201e]([^\u201c\u201d\u201e\"\\\r\n]*)[\u201c\u201d]"
    r"|[\u2018\u2019\u201a]([^\u2018\u2019\u201a\"\\\r\n]*)[\u2018\u2019])" + _FOLLOWS
)
_ESCAPE = re.compile(r"\\(.)|([\"\x00-\x1f])")
_BARE_NAME = re.compile(r"[A-Za-z_$][\w$-]*(?=\s*:)", re.ASCII)
_MEMBER = re.compile(r"(?:\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*')\s*:")
_ITEM = re.compile(r"[\"'{\[\d]")
_PYTHON = {"True": "true", "False": "false", "None": "null"}
_PYTHON_WORD = re.compile(r"(?:True|False|None)(?![\w$])")


class Slip(NamedTuple):
    """A string or word that JSON writes otherwise: its fault, and what is meant."""

    fault: Fault
    value: str


def without_fix(fault: Fault) -> Fault:
    """``fault`` without its fix, for a text that cannot be fixed as a whole. The fix becomes help for the reader."""
    return fault._replace(fix=None, help=fault.help or (fault.fix.title if fault.fix else None))


def comment(text: str, at: int) -> Fault | None:
    """A comment at ``at``, or the lines of comments that start there."""
    match = _COMMENT.match(text, at)
    if match is None:
        return None
    line = text.rfind("\n", 0, at) + 1
    is_alone = not text[line:at].strip(" \t")
    lines = _LINES_OF_COMMENT.match(text, line) if is_alone else None
    end = len(text[: lines.end()].rstrip("\r\n")) if lines else match.end()
    fix = Fix("remove the comment", (Replace(_with_its_space(text, at, end, line if is_alone else None), ""),))
    message = "comments are not allowed in JSON"
    return syntax(message, Span(at, end), "a spec that needs comments can be YAML")._replace(fix=fix)


def _with_its_space(text: str, start: int, end: int, line: int | None) -> Span:
    """A comment with what its removal would leave: its whole lines, or the blanks before it."""
    if line is not None:
        after = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(text, end)
        if after is not None:
            return Span(line, after.end())
    while text[start - 1 : start] in (" ", "\t"):
        start -= 1
    return Span(start, end)


def trailing_comma(text: str, comma: int, closer: int) -> Fault:
    """A comma at ``comma`` with nothing between it and the bracket at ``closer``."""
    span = character(text, comma)
    fix = Fix("remove the comma", (Replace(span, ""),))
    return syntax(f"trailing comma before '{text[closer]}'; JSON does not allow one", span)._replace(fix=fix)


def missing_comma(text: str, last: Span, at: int, *, in_object: bool) -> Fault | None:
    """A value on a new line at ``at`` without a comma behind ``last``, the value before."""
    starts = _MEMBER if in_object else _ITEM
    if "\n" not in text[last.end : at] or starts.match(text, at) is None:
        return None
    what = "member" if in_object else "item"
    fix = Fix("add a comma", (Replace(Span(last.end, last.end), ","),))
    labels = ((last, "no comma follows this value"),)
    return syntax(f"missing comma before this {what}", character(text, at), labels=labels)._replace(fix=fix)


def other_quotes(text: str, at: int) -> Slip | None:
    """A string in single or typographic quotes at ``at``, if JSON can say the same."""
    match = _OTHER_QUOTES.match(text, at)
    if match is None:
        return None
    try:
        written = '"' + _ESCAPE.sub(_in_double_quotes, next(part for part in match.groups() if part is not None)) + '"'
        value = json.loads(written)
    except ValueError:
        return None
    kind = "single" if text[at] == "'" else "typographic"
    return Slip(_rewritten(match, f"{kind} quotes; JSON requires double quotes", written), value)


def _in_double_quotes(match: re.Match[str]) -> str:
    if match[2] is not None:
        return json.dumps(match[2])[1:-1]
    return match[1] if match[1] == "'" else match[0]


def bare_name(text: str, at: int) -> Slip | None:
    """The name of a member without quotes at ``at``."""
    match = _BARE_NAME.match(text, at)
    if match is None:
        return None
    return Slip(
        _rewritten(match, f"{quoted(match[0])} has no quotes; JSON requires double quotes", f'"{match[0]}"'), match[0]
    )


def python_word(text: str, at: int) -> Slip | None:
    """Python's True, False or None at ``at``."""
    match = _PYTHON_WORD.match(text, at)
    if match is None:
        return None
    right = _PYTHON[match[0]]
    return Slip(_rewritten(match, f"Python's {match[0]} is not JSON; expected {right}", right), right)


def _rewritten(match: re.Match[str], message: str, right: str) -> Fault:
    span = Span(*match.span())
    return syntax(message, span)._replace(fix=Fix(f"write {short(right)}", (Replace(span, right),)))
