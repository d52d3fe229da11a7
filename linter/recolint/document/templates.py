"""Placeholders of template engines and of an SDK's samples: ``{{ role }}``, ``Number("int")``.

Neither JSON nor YAML can be read with some of these in it. Each is covered by text of the same length, so that all
places stay, and put back into the data that are read. Knows no parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span

MAX_TEMPLATES = 6_000
"""How many of a text are covered: each has a private character of its own."""

_FIRST = 0xE000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_RUN = re.compile("([\ue000-\uf8ff])\\1*")

# No repetition is without a bound or a sign that ends it, so that no text is slow.
_TAGS = r"\{\{[^\\\r\n]{0,200}?\}\}|\{%[^\\\r\n]{0,200}?%\}|\$\{[^{}\\\r\n]{0,200}\}"
_OPTION = r"""(?:"[^"\r\n]{0,99}"|'[^'\r\n]{0,99}'|true|false)"""
_SAMPLES = rf"""{_OPTION}(?:[ ]?\|\|?[ ]?{_OPTION})+|Number\("\w{{1,20}}"\)|%\([A-Za-z_]\w*\)s"""
_WORDS = r"\{[A-Za-z_][\w.]*\}|<[A-Za-z][\w .:-]*>|\$[A-Za-z_]\w+|(?:STRING|NUMBER)_VALUE|string|number|integer|boolean"

_IN_JSON = re.compile(rf"(?:{_TAGS}|{_SAMPLES}|{_WORDS})(?:[\w./:-]|{_TAGS})*(?=[ \t]*(?:[,}}\]\r\n/#]|\Z))")
_IN_YAML = re.compile(rf"{_TAGS}|(?<=[:,\[-][ ])(?:{_SAMPLES})(?=[ \t]*(?:[,}}\]\r\n#]|\Z))")
_STATEMENT = re.compile(
    r"""^[ \t]*(?P<statement>\{[%#].*[%#]\}|\{\{-?[ ]*(?:if|else|end|range|with|define|block)\b.*\}\})[ \t]*\r?$""",
    re.MULTILINE,
)
_COMMENT = re.compile(r"(?:^|[ \t])#", re.MULTILINE)


class Cover(NamedTuple):
    """``text``, of the length of ``original``, with other text instead of its templates, ``values``.

    ``statements`` are templates on lines of their own, which stand for nothing in the data.
    """

    text: str
    original: str
    values: Sequence[Span]
    statements: Sequence[Span] = ()

    def restored(self, read: str) -> str:
        """A string that was read from ``text`` with the templates that are covered in it."""
        return _RUN.sub(self._template, read)

    def _template(self, run: re.Match[str]) -> str:
        span = self.values[ord(run[1]) - _FIRST]
        return self.original[span.start : span.end]


def in_json(text: str, at: int) -> Span | None:
    """The template at ``at``, without quotes, where a JSON value is expected."""
    match = _IN_JSON.match(text, at)
    return Span(*match.span()) if match is not None and match.end() - at > 2 else None


def cover_json(text: str, values: Sequence[Span]) -> Cover:
    """``text`` with each of ``values`` as a string."""
    return Cover(_written(text, {span: _run(number, span, '"') for number, span in enumerate(values)}), text, values)


def cover_yaml(text: str) -> Cover | None:
    """``text`` with its templates as plain scalars and comments; ``None`` for a text without any."""
    if _PRIVATE.search(text):
        return None
    statements = [Span(*match.span("statement")) for match in _STATEMENT.finditer(text)]
    values = list(islice(_values(text, statements), MAX_TEMPLATES))
    if not values and not statements:
        return None
    pieces = {span: _run(number, span, "") for number, span in enumerate(values)}
    pieces |= {span: "#" * (span.end - span.start) for span in statements}
    return Cover(_written(text, pieces), text, values, statements)


def _values(text: str, statements: Iterable[Span]) -> Iterator[Span]:
    """The templates that are neither on the line of a statement nor behind what looks like a comment."""
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


def _run(number: int, span: Span, quote: str) -> str:
    return quote + chr(_FIRST + number) * (span.end - span.start - 2 * len(quote)) + quote


def _written(text: str, pieces: Mapping[Span, str]) -> str:
    parts = []
    at = 0
    for span in sorted(pieces):
        parts += [text[at : span.start], pieces[span]]
        at = span.end
    return "".join(parts) + text[at:]
