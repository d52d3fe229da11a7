"""HTML out of elements. Plain text becomes markup by ``words`` alone, so a type checker sees what is not escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

from recolint.base.text import visible

Markup = NewType("Markup", str)
"""HTML that does what it should: made here, or by a module that escapes as well."""

NOTHING = Markup("")

_CODE = re.compile(r"`([^`]+)`")


def words(text: str) -> Markup:
    """``text`` as text on one line: no markup, nothing that hides or turns the text around it."""
    return Markup(escape(visible(text)))


def prose(text: str) -> Markup:
    """``text`` with the words between backticks as code, as in the pages of rules."""
    pieces = _CODE.split(text)
    return join(code(piece) if number % 2 else words(piece) for number, piece in enumerate(pieces))


def code(text: str) -> Markup:
    """Text of a spec or a name in it, kept apart from the direction of writing around it."""
    return element("code", words(text))


def join(parts: Iterable[Markup]) -> Markup:
    """``parts`` one after the other."""
    return Markup("".join(parts))


def element(tag: str, *content: Markup, **attributes: str | bool) -> Markup:
    """An element. In names of attributes ``_`` is a hyphen, and dropped at the end; false omits the attribute."""
    return Markup(f"<{tag}{_attributes(attributes)}>{join(content)}</{tag}>")


def void(tag: str, **attributes: str | bool) -> Markup:
    """An element that cannot have content, such as ``meta``."""
    return Markup(f"<{tag}{_attributes(attributes)}>")


def items(parts: Iterable[Markup], **attributes: str | bool) -> Markup:
    """A list with an item for each of ``parts``."""
    return element("ul", *(element("li", part) for part in parts), **attributes)


def terms(pairs: Iterable[tuple[Markup, Markup]], **attributes: str | bool) -> Markup:
    """A list of terms and what they stand for."""
    rows = (element("div", element("dt", term), element("dd", text)) for term, text in pairs)
    return element("dl", *rows, **attributes)


def _attributes(attributes: dict[str, str | bool]) -> str:
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{words(value)}"')
        for name, value in attributes.items()
        if value is not False
    )
