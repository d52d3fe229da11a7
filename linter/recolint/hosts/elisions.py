"""Omissions in the examples of documents: ``...``, ``…``, a comment in JSON, ``<role>`` in a command.

A hole replaces each elision: a value is then unknown, and a structure may have more members. The text becomes readable
even if the language itself would refuse it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import count

from recolint.hosts.traced import HOLE, Traced
from recolint.hosts.tree import Entry, HostReading, Mapping, Node, Scalar, Sequence, Unknown

_DOTS = r"\.{3,}|…"
_ELISION = re.compile(_DOTS)
_IN_JSON = re.compile(rf'"(?:[^"\\\n]|\\.)*"|//[^\n]*|#[^\n]*|/\*.*?\*/|{_DOTS}', re.DOTALL)
_IN_YAML = re.compile(rf"^[ \t]*(?:#[^\n]*?)?(?:{_DOTS})[^\n]*\n|{_DOTS}", re.MULTILINE)
_LINE = re.compile(rf"([ \t]*)(?:#.*|(?:{_DOTS})[ \t]*)\r?\n")
_IN_SHELL = re.compile(rf"(?<!<)<[A-Za-z_](?:[^<>\n|;&]|(?<! )\|(?! ))*(?<! )>|\[--[^\]\n]*\]|{_DOTS}")
_IN_PYTHON = re.compile(
    rf"""(?P<text>\"{{3}}.*?\"{{3}}|'{{3}}.*?'{{3}}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    rf"|(?P<comment>#[^\n]*)|(?P<open>[(\[{{])|(?P<close>[)\]}}])|"
    rf"(?P<dots>{_DOTS})|(?P<hidden>`[^`\n]*`|<[A-Za-z_][\w .-]*>)|(?P<other>[^\s])",
    re.DOTALL,
)
_MAGIC = re.compile(r"^([ \t]*)[!%](?=[%\w])", re.MULTILINE)
_MORE = {"(": "**_", "{": "**_", "[": "*_"}
"""Code for unknown further members of a call, a mapping or a list. It is not longer than ``...``."""


def in_json(text: Traced) -> Traced:
    """``text`` with a hole for each elision and comment."""
    return text.replaced(_IN_JSON, lambda written: written if written.startswith('"') else None)


def in_yaml(text: Traced) -> Traced:
    """``text`` with a hole for each elision; one on a line of its own is a member that has a hole for a name."""
    numbers = count(1)

    def keep(written: str) -> str | None:
        line = _LINE.fullmatch(written)
        if line is not None:
            # No name may come twice.
            return f"{line[1]}{HOLE * next(numbers)}: {HOLE}\n"
        return None if _ELISION.fullmatch(written) else _ELISION.sub(HOLE, written)

    return text.replaced(_IN_YAML, keep)


def in_shell(text: Traced) -> Traced:
    """``text`` with a hole for each elision, ``<placeholder>`` and ``[--option]``."""
    return text.replaced(_IN_SHELL, lambda _: None)


def in_python(text: str) -> str:
    """``text`` with ``**_`` for each elision in a call or mapping, ``_`` for ``<role>``, and magics as comments.

    Offsets are unchanged. If the result is not Python, ``text`` itself is returned.
    """
    text = _MAGIC.sub(r"\1#", text)
    pieces = list(text)
    for start, end, written in _elisions(text):
        pieces[start:end] = written.ljust(end - start)
    rewritten = "".join(pieces)
    try:
        ast.parse(rewritten)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text
    return rewritten


def has_elision(text: str) -> bool:
    """Whether ``text`` has an elision."""
    return _ELISION.search(text) is not None


def doubted(reading: HostReading) -> HostReading:
    """``reading`` of an example: a text with an elision is unknown; a member with an elision as its name may be any."""
    requests = (
        one._replace(request=request)
        for one in reading.requests
        if isinstance(request := _doubted(one.request), Mapping)
    )
    return reading._replace(requests=tuple(requests))


def _doubted(node: Node) -> Node:
    if isinstance(node, Mapping):
        kept = [one for one in node.entries if not _ELISION.fullmatch(one.name)]
        entries = tuple(Entry(*one[:2], _doubted(one.value)) for one in kept)
        return Mapping(entries, node.span, node.whole and len(kept) == len(node.entries))
    if isinstance(node, Sequence):
        return node._replace(items=tuple(map(_doubted, node.items)))
    if isinstance(node, Scalar) and isinstance(node.value, str) and has_elision(node.value):
        return Unknown(node.span, node.value)
    return node


def _elisions(text: str) -> Iterator[tuple[int, int, str]]:
    """Where elisions stand for members in the Python ``text``, and what to write there."""
    found = [(match.lastgroup, *match.span()) for match in _IN_PYTHON.finditer(text)]
    brackets: list[str] = []
    for number, (kind, start, end) in enumerate(found):
        if kind == "open":
            brackets.append(text[start])
        elif kind == "close" and brackets:
            brackets.pop()
        elif kind == "hidden" and number and text[found[number - 1][1]] in "=(,[{:":
            yield start, end, "_"
        if not brackets or kind not in ("dots", "comment"):
            continue
        more = _MORE[brackets[-1]]
        is_own_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        if kind == "comment" and is_own_line and has_elision(text[start:end]) and end - start > len(more):
            yield start, end, f"{more},"
        elif kind == "dots" and end - start >= len(more) and _is_member(text, found, number):
            yield start, end, more


def _is_member(text: str, found: list[tuple[str | None, int, int]], number: int) -> bool:
    """Whether an elision is between brackets and commas, not a value."""
    before = next((text[one[1]] for one in reversed(found[:number]) if one[0] != "comment"), "")
    after = next((text[one[1]] for one in found[number + 1 :] if one[0] != "comment"), "")
    return before in "([{," and after in ")]},"
