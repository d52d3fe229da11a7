"""What a template engine, or the reader of an SDK's sample, was to replace: ``{{ role }}``, ``Number("int")``.

Neither JSON nor YAML can be read with some of these in it. Each is covered by text of the same length, so that all
places stay, and put back into the data that are read. Knows no parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from recolint.text import Span

MAX_TEMPLATES = 6_000
"""How many of a text are covered: each has a private character of its own."""

_FIRST = 0xE000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_RUN = re.compile("([\ue000-\uf8ff])\\1*")

# No repetition is without a bound or a sign that ends it, so that no text is slow.
_TAGS = r"\{\{[^\\\r\n]{0,200}?\}\}|\{%[^\\\r\n]{0,200}?%\}|\$\{[^{}\\\r\n]{0,200}\}"
_OPTION = r"""(?:"[^"\r\n]{0,99}"|'[^'\r\n]{0,99}'|true|false)"""
_SAMPLES = rf"""{_OPTION}(?:[ ]?\|\|?[ ]?{_OPTION})+|Number\("\w{{1,20}}"\)|\{{[A-Za-z_][\w.]*\}}|%\([A-Za-z_]\w*\)s"""
_WORDS = r"<[A-Za-z][\w .:-]*>|\$[A-Za-z_]\w+|(?:STRING|NUMBER)_VALUE|string|number|integer|boolean"

_IN_JSON = re.compile(rf"(?:{_TAGS}|{_SAMPLES}|{_WORDS})(?:[\w./:-]|{_TAGS})*(?=[ \t]*(?:[,}}\]\r\n/#]|\Z))")
_IN_YAML = re.compile(rf"{_TAGS}|(?<=[:,\[-][ ])(?:{_SAMPLES})(?=[ \t]*(?:[,}}\]\r\n#]|\Z))")
_STATEMENT = re.compile(
    r"""^[ \t]*(?P<statement>\{[%#].*[%#]\}|\{\{-?[ ]*(?:if|else|end|range|with|define|block)\b.*\}\})[ \t]*\r?$""",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:^|[ \t])#", re.MULTILINE)


def in_json(text: str, at: int) -> Span | None:
    """The unquoted template that stands in place of a JSON value at ``at``."""
    match = _IN_JSON.match(text, at)
    return Span(*match.span()) if match is not None and match.end() - at > 2 else None


def in_yaml(text: str) -> tuple[list[Span], list[Span]]:
    """The templates in a YAML text that stand in place of values, and the statements, which have lines of their own."""
    if not ("{" in text or "|" in text or "(" in text) or _PRIVATE.search(text):
        return [], []
    statements = [Span(*match.span("statement")) for match in _STATEMENT.finditer(text)]
    return list(islice(_outside(statements, text), MAX_TEMPLATES)), statements


def _outside(statements: Iterable[Span], text: str) -> Iterator[Span]:
    """The templates that are neither in a statement nor in what looks like a comment."""
    lines = {text.rfind("\n", 0, span.start) + 1 for span in statements}
    line = seen = 0
    is_commented = False
    for match in _IN_YAML.finditer(text):
        newline = text.rfind("\n", seen, match.start())
        if newline >= 0:
            line = seen = newline + 1
            is_commented = False
        is_commented = is_commented or _COMMENT.search(text, seen, match.start()) is not None
        seen = match.end()
        if not is_commented and line not in lines and match.end() - match.start() > 2:
            yield Span(*match.span())


def covered(text: str, values: Iterable[Span], quote: str = "") -> str:
    """``text`` with each of ``values`` as a run of a character of its own, between two of ``quote``."""
    return _written(text, ((span, _run(number, span, quote)) for number, span in enumerate(values)))


def commented(text: str, statements: Iterable[Span]) -> str:
    """``text`` with each of ``statements`` as a YAML comment."""
    return _written(text, ((span, "#" * (span.end - span.start)) for span in statements))


def _run(number: int, span: Span, quote: str) -> str:
    return quote + chr(_FIRST + number) * (span.end - span.start - 2 * len(quote)) + quote


def _written(text: str, pieces: Iterable[tuple[Span, str]]) -> str:
    parts = []
    at = 0
    for span, piece in pieces:
        parts += [text[at : span.start], piece]
        at = span.end
    return "".join(parts) + text[at:]


def restored(data: Any, text: str, values: list[Span]) -> Any:
    """``data``, read from a covered text, with the templates of ``text`` in its strings and keys.

    Containers are changed in place, and each once: an alias repeats them.
    """
    done: set[int] = set()

    def restore(value: Any) -> Any:
        if isinstance(value, str):
            return _RUN.sub(lambda run: _original(run[1], text, values), value)
        if isinstance(value, dict | list) and id(value) not in done:
            done.add(id(value))
            if isinstance(value, list):
                value[:] = map(restore, value)
            else:
                members = [(restore(name), restore(member)) for name, member in value.items()]
                value.clear()
                value.update(members)
        return value

    return restore(data)


def _original(character: str, text: str, values: list[Span]) -> str:
    span = values[ord(character) - _FIRST]
    return text[span.start : span.end]
