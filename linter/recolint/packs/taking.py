"""Reads values from a pack and notes what is wrong with them, each at its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from recolint.base.finding import Part, Route
from recolint.base.spelling import did_you_mean
from recolint.base.text import Span, cut, visible
from recolint.document import Document
from recolint.document.roots import kind_of

MAX_TEXT = 200
"""Characters of a message or a help."""

Problem = tuple[Span, str]
"""A fault, and its place."""


class Taker:
    """Reads values from ``document``. The last step of each route is a key of the table beside it."""

    def __init__(self, document: Document) -> None:
        self.problems: list[Problem] = []
        self.document = document

    def word(self, route: Route, table: dict[str, Any], words: Iterable[str]) -> str | None:
        """One of ``words``; ``None`` where it is missing or another."""
        key = str(route[-1])
        if key not in table:
            return None
        found, words = table[key], list(words)
        if isinstance(found, str) and found in words:
            return found
        hint = did_you_mean(found, words) if isinstance(found, str) else ""
        self.problem(route, f"expected one of {', '.join(words)}, found {shown(found)}{hint}")
        return None

    def prose(self, route: Route, table: dict[str, Any]) -> str | None:
        """A text for people: short, and without characters that a terminal or a log would act on."""
        text = self.text(route, table)
        if text is None:
            return None
        if len(text) > MAX_TEXT:
            self.problem(route, f"expected at most {MAX_TEXT} characters, found {len(text):,}")
        elif visible(text) != text:
            self.problem(route, f"expected one line of printable characters, found {shown(text)}")
        elif not text.strip():
            self.problem(route, "expected a text, found an empty one")
        else:
            return text
        return None

    def known(self, route: Route, table: Any, keys: tuple[str, ...], needed: tuple[str, ...]) -> None:
        """Note keys of ``table`` that are not among ``keys``, and those of ``needed`` that it lacks."""
        meant = set()
        for key in table:
            if key not in keys:
                hint = did_you_mean(key, [one for one in keys if one not in table])
                meant.add(hint.removeprefix("; did you mean ").removesuffix("?"))
                self.problem((*route, key), f"unknown key {shown(key)}{hint}", Part.KEY)
        for key in needed:
            if key not in table and key not in meant:
                self.problem(route, f"{key} is missing")

    def text(self, route: Route, table: dict[str, Any], form: str | None = None, wanted: str = "a text") -> str | None:
        """The text at ``route``; its last step is a key of ``table``; ``None`` where it is missing or wrong."""
        key = route[-1]
        if key not in table:
            return None
        found = table[key]
        if isinstance(found, str) and (form is None or re.fullmatch(form, found, re.ASCII)):
            return found
        self.problem(route, f"expected {wanted}, found {shown(found)}")
        return None

    def list(self, route: Route, table: dict[str, Any], most: int, what: str) -> list[Any]:
        """A list of one to ``most`` items, which messages call ``what``; empty where it is missing or wrong."""
        found = table.get(str(route[-1]))
        if route[-1] not in table:
            return []
        if not isinstance(found, list):
            self.problem(route, f"expected a list of {what}, found {kind_of(found)}")
            return []
        if not found:
            self.problem(route, f"expected at least one of {what}, found none", Part.KEY)
        if len(found) > most:
            self.problem(route, f"expected at most {most} {what}, found {len(found):,}", Part.KEY)
            return []
        return found

    def problem(self, route: Route, text: str, part: Part = Part.VALUE, *, offset: int = 0) -> None:
        """Note what is wrong at ``offset`` of the text at ``route``, or of the nearest structure that is there."""
        self.problems.append((self._span(route, part, offset), text))

    def _span(self, route: Route, part: Part, offset: int) -> Span:
        """The place of ``offset`` in the text at ``route``, or of the nearest structure that is there."""
        while True:
            try:
                span = self.document.place(route, part)
                break
            except LookupError:
                route, offset = route[:-1], 0
        written = self.document.written(route)
        value = self.document.value(route)
        if offset and written == value:
            return Span(span.start + offset, span.end)
        is_quoted = written[:1] in ('"', "'") and written[1:-1] == value
        return Span(span.start + offset + 1, span.end) if offset and is_quoted else span


def shown(value: Any) -> str:
    """``value`` as a message quotes it: short, or only its kind."""
    if isinstance(value, str):
        return f"'{cut(value)}'"
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else kind_of(value)
