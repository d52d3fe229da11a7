"""Plain data as text: JSON, YAML in brackets, and YAML with an entry a line. What is written reads back the same."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from recolint.base.text import Source
from recolint.document import Format, read
from recolint.fix.text_edit import CannotFixError

_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
"""Characters that a YAML text must escape and ``json.dumps`` leaves: not allowed, or read as line breaks."""
_OTHERWISE_IN_YAML_1_1 = re.compile(
    r"(?:yes|no|on|off|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)", re.IGNORECASE
)


class Context(Enum):
    """Where a text is to be written; ``KEY`` for the name of a member."""

    JSON = "json"
    FLOW = "flow"
    FLOW_KEY = "flow key"
    BLOCK = "block"
    BLOCK_KEY = "block key"


_TRIALS: dict[Context, tuple[str, Callable[[str], Any]]] = {
    Context.FLOW: ("m: {{k: [{0}, {0} ], l: {0} }}\n", lambda value: {"m": {"k": [value, value], "l": value}}),
    Context.FLOW_KEY: ("m: {{{0}: 0}}\n", lambda value: {"m": {value: 0}}),
    Context.BLOCK: ("k: {0}\nl:\n- {0}\n", lambda value: {"k": value, "l": [value]}),
    Context.BLOCK_KEY: ("{0}: 0\n", lambda value: {value: 0}),
}
"""For each context, a text around a plain scalar, and the data that it must be read as. Brackets are below a key:
ruamel.yaml refuses more there than at the root (``{a: :}``), and more before a space (``[- ]``)."""


def string(value: str, context: Context, like: str = "") -> str:
    """``value`` as a scalar: in the quotes that ``like`` begins with, plain where that is safe, else in quotes."""
    if context is Context.JSON or like.startswith('"'):
        return _double_quoted(value)
    single = _single_quoted(value)
    if like.startswith("'") and single is not None:
        return single
    if _is_safe_plain(value, context):
        return value
    return (
        single if single is not None and ('"' in value or "\\" in value) and "'" not in value else _double_quoted(value)
    )


def _double_quoted(value: str) -> str:
    return _TO_ESCAPE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def _single_quoted(value: str) -> str | None:
    """``value`` in single quotes, which can hold no escape."""
    return "'" + value.replace("'", "''") + "'" if value.isprintable() else None


@lru_cache(maxsize=1024)
def _is_safe_plain(value: str, context: Context) -> bool:
    """Whether ``value`` without quotes reads back as the same text, in YAML 1.1 too."""
    if not value.isprintable() or _OTHERWISE_IN_YAML_1_1.fullmatch(value):
        return False
    pattern, meant = _TRIALS[context]
    reading = read(Source("trial", pattern.format(value), format=Format.YAML))
    return not reading.faults and [document.data for document in reading.documents] == [meant(value)]


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values as their surroundings are written.

    ``like`` is a sample: keys and strings are quoted when it is. ``newline``, ``unit`` and ``list_indent`` are those of
    the text; ``is_tight`` leaves the blank out behind commas and colons.
    """

    is_json: bool
    like: str = ""
    newline: str = "\n"
    unit: str = "  "
    list_indent: str = "  "
    is_tight: bool = False

    def inline(self, value: Any, context: Context) -> str:
        """``value`` on one line. Raises ``CannotFixError`` for one that the format has no form for."""
        if isinstance(value, str):
            return string(value, context, self.like)
        if not isinstance(value, dict | list):
            return self._scalar(value)
        comma, inner = ("," if self.is_tight else ", "), self._inner
        if isinstance(value, list):
            return "[" + comma.join(self.inline(item, inner) for item in value) + "]"
        return "{" + comma.join(self.pair(name, self.inline(item, inner)) for name, item in value.items()) + "}"

    def pair(self, name: str, value: str) -> str:
        """A member in brackets, its value given as text."""
        key = string(name, Context.JSON if self.is_json else Context.FLOW_KEY, self.like)
        return f"{key}:{value}" if self.is_tight else f"{key}: {value}"

    def over_lines(self, value: Any, indentation: str) -> str:
        """``value`` in brackets, an entry a line; ``indentation`` is that of the line it begins on."""
        if not isinstance(value, dict | list) or not value:
            return self.inline(value, self._inner)
        inner = indentation + self.unit
        if isinstance(value, list):
            opening, closing = "[", "]"
            entries = [self.over_lines(item, inner) for item in value]
        else:
            opening, closing = "{", "}"
            entries = [self.pair(name, self.over_lines(item, inner)) for name, item in value.items()]
        lines = [opening, *(inner + entry + "," for entry in entries[:-1]), inner + entries[-1], indentation + closing]
        return self.newline.join(lines)

    def block(self, value: dict[str, Any] | list[Any]) -> list[str]:
        """The lines of ``value``, which is not empty, in block style and without the indentation they all share."""
        lines = []
        if isinstance(value, list):
            for item in value:
                first, *rest = self.block(item) if _has_entries(item) else [self.inline(item, Context.BLOCK)]
                lines += ["- " + first, *("  " + line for line in rest)]
        else:
            for name, item in value.items():
                lines += self.block_member(name, item)
        return lines

    def block_member(self, name: str, value: Any) -> list[str]:
        """The lines of a member in block style."""
        key = string(name, Context.BLOCK_KEY, self.like)
        if not _has_entries(value):
            return [f"{key}: {self.inline(value, Context.BLOCK)}"]
        indent = self.list_indent if isinstance(value, list) else self.unit
        return [f"{key}:", *(indent + line for line in self.block(value))]

    @property
    def _inner(self) -> Context:
        return Context.JSON if self.is_json else Context.FLOW

    def _scalar(self, value: Any) -> str:
        if isinstance(value, datetime.date) and not self.is_json:
            return value.isoformat()
        try:
            return json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise CannotFixError(f"there is no safe way to write {value!r} here") from error


def _has_entries(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)
