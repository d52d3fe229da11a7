"""Anchors of YAML: from an alias to its anchor, and a new name for both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import Source, Span
from recolint.document import read

_NAME = re.compile(r"(?<![^\s,\[\]{}:\-])([&*])([^\s,\[\]{}]+)")
_FITS = re.compile(r"[^\s,\[\]{}:#&*]+")


def _names(text: str) -> Iterator[tuple[str, str, Span]]:
    for found in _NAME.finditer(text):
        yield found[1], found[2], Span(found.start(2), found.end(2))


def at(text: str, offset: int) -> tuple[str, Span] | None:
    """The name of the anchor or alias at ``offset``, and where it is."""
    for _, name, span in _names(text):
        if span.start - 1 <= offset <= span.end:
            return name, span
    return None


def anchor(text: str, offset: int) -> Span | None:
    """The anchor of the alias at ``offset``: the last one of its name before it."""
    here = at(text, offset)
    if here is None:
        return None
    before = [span for sign, name, span in _names(text) if sign == "&" and name == here[0] and span.start <= offset]
    return before[-1] if before else None


def renamed(source: Source, offset: int, name: str) -> list[Span] | None:
    """The places to write ``name`` at, to rename the anchor at ``offset`` and its aliases.

    ``None`` if the name is invalid or another anchor has it: the meaning would change.
    """
    here = at(source.text, offset)
    if here is None or _FITS.fullmatch(name) is None:
        return None
    taken = {known for _, known, _ in _names(source.text)}
    if name != here[0] and name in taken:
        return None
    spans = [span for _, known, span in _names(source.text) if known == here[0]]
    text = source.text
    for span in reversed(spans):
        text = text[: span.start] + name + text[span.end :]
    before, after = read(source), read(source._replace(text=text))
    same = [one.data for one in before.documents] == [one.data for one in after.documents]
    return spans if same and len(before.faults) == len(after.faults) else None
