"""The places of the values in a text that ``json.loads`` has read, so that no fault needs an explanation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from recolint.base.text import Span
from recolint.document.places import Place, Tree

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]]|[^\s{}\[\]:,"]+')
"""A string, a bracket, or a number or word. Nothing else is needed to follow a text that is correct.

Possessive repeats (``*+``): to be able to go back takes memory for each escape of a string.
"""

Children = dict[str | int, Place]


def locate(text: str) -> tuple[Tree, ...]:
    """The places in ``text``: JSON without repeated names, of at most ``MAX_DEPTH`` levels."""
    tokens = _TOKEN.finditer(text)
    return (Tree(_value(text, next(tokens), tokens, None)),)


def _value(text: str, token: re.Match[str], tokens: Iterator[re.Match[str]], key: Span | None) -> Place:
    """The place of the value that begins with ``token``; its others are taken from ``tokens``."""
    start, end = token.span()
    children: Children | None = None
    if text[start] == "{":
        children, end = _members(text, tokens)
    elif text[start] == "[":
        children, end = _items(text, tokens)
    return Place(Span(start, end), key, children)


def _members(text: str, tokens: Iterator[re.Match[str]]) -> tuple[Children, int]:
    """The places of the members of an object, and where it ends."""
    members: Children = {}
    for token in tokens:
        start, end = token.span()
        if text[start] == "}":
            return members, end
        name = text[start + 1 : end - 1]
        if "\\" in name:
            name = json.loads(token[0])
        members[name] = _value(text, next(tokens), tokens, Span(start, end))
    raise ValueError("an object without an end")


def _items(text: str, tokens: Iterator[re.Match[str]]) -> tuple[Children, int]:
    """The places of the items of a list, and where it ends."""
    items: Children = {}
    for token in tokens:
        if text[token.start()] == "]":
            return items, token.end()
        items[len(items)] = _value(text, token, tokens, None)
    raise ValueError("a list without an end")
