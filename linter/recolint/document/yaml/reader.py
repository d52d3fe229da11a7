"""YAML files: read as the AWS CLI v2 reads them, document by document."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from recolint.base.text import Source
from recolint.document.faults import character, syntax
from recolint.document.limits import MAX_LINES, too_many_lines
from recolint.document.model import Fault, FaultKind, Format
from recolint.document.places import Places, Tree
from recolint.document.reading import Document, Reading
from recolint.document.roots import empty
from recolint.document.yaml.builder import Builder
from recolint.document.yaml.events import Stream, parse
from recolint.document.yaml.text import YAML_BREAKS

if TYPE_CHECKING:
    from recolint.document.templates import Cover

_SIGN_OF_TEMPLATE = re.compile(r"\{[{%#]|\$\{|\||Number\(|%\(")
"""The sign of each template in a YAML file where a value is expected."""

_REFUSED_IN_ASCII = re.compile("[^\t\n\r\x20-\x7e]")
_REFUSED = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Characters that YAML does not allow anywhere in a text (YAML 1.2, production 1, c-printable), as ruamel has it.

To compile it takes 3 ms, and most specs are ASCII.
"""


def read_yaml(source: Source) -> Reading:
    """The documents of a YAML file, empty ones left out."""
    text = source.text
    refused = _REFUSED_IN_ASCII.search(text) if text.isascii() else re.search(_REFUSED, text)
    if refused is not None:
        return Reading((), (_refused(text, refused.start()),))
    lines = sum(map(text.count, YAML_BREAKS)) if len(text) > MAX_LINES else 0
    if lines > MAX_LINES:
        return Reading((), (too_many_lines(lines),))
    cover = _cover(text)
    builder = parse(text, partial(_build, text), cover)
    if not builder.documents and not builder.faults:
        return Reading((), (empty(),))
    count = builder.documents[-1][0] + 1 if builder.documents else 0
    places = Places(_Locate(text, cover, count, builder.stream))
    documents = [Document(source, index, Format.YAML, data, places) for index, data in builder.documents]
    faults = tuple(builder.faults)
    if cover is not None and cover.statements:
        # It is unknown which lines a statement keeps, so the same key may be on several of them.
        faults = tuple(fault for fault in faults if fault.kind is not FaultKind.DUPLICATE_KEY)
        for document in documents[:1]:
            document.statements = tuple(cover.statements)
    return Reading(tuple(documents), faults, tuple(builder.remarks[:1]))


def _build(text: str, stream: Stream) -> Builder:
    builder = Builder(text, stream)
    builder.run()
    return builder


# Most files have no template, and most right ones need no places: what is imported here takes 3 ms.


def _cover(text: str) -> Cover | None:
    # Most files have no such character, which shows in less time than a search for the signs takes.
    if not ("{" in text or "|" in text or "(" in text) or _SIGN_OF_TEMPLATE.search(text) is None:
        return None
    from recolint.document.templates import cover_yaml

    return cover_yaml(text)


class _Locate:
    """Calculates the places of a text, from the events that were kept or by parsing the text again."""

    def __init__(self, text: str, cover: Cover | None, count: int, stream: Stream | None = None) -> None:
        """Take the number of documents to look at, and the events of ``text``."""
        self._text = text
        self._cover = cover
        self._count = count
        self._stream = stream

    def __reduce__(self) -> tuple[Any, ...]:
        # The events are ruamel's: another process parses the text.
        return _Locate, (self._text, self._cover, self._count)

    def __call__(self) -> tuple[Tree, ...]:
        if self._stream is not None and self._stream.is_kept:
            return self._located(self._stream)
        return parse(self._text, self._located, self._cover)

    def _located(self, stream: Stream) -> tuple[Tree, ...]:
        from recolint.document.yaml.locator import Locator

        return Locator(self._text, stream, self._count).run()


def _refused(text: str, at: int) -> Fault:
    message = f"found the character U+{ord(text[at]):04X}, which YAML does not allow"
    return syntax(message, character(text, at), "remove it, or write an escape in double quotes, such as \\x1b")
