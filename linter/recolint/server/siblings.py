"""The members that a structure has beside the one being named, also while the text cannot be read."""

from __future__ import annotations

from recolint.base.finding import Part
from recolint.base.text import Source
from recolint.document import Reading, read
from recolint.server.cursor import Context
from recolint.server.spec_file import document_at

_NAME = "\N{HORIZONTAL ELLIPSIS}"
"""A name that no structure has. Instead of the word at the cursor, it makes most unfinished texts readable."""


def siblings(source: Source, here: Context, last_readable: Reading | None) -> frozenset[str]:
    """The names of the other members of the structure at ``here``, without those that a merge key brings.

    If a text cannot be read even with a name at the cursor, the last readable text counts.
    """
    if here.part is not Part.KEY:
        return frozenset()
    reading = read(source._replace(text=_named(source.text, here)))
    if reading.faults or not reading.documents:
        if last_readable is None:
            return frozenset()
        reading = last_readable
    document = document_at(reading, here.word.start)
    if document is None:
        return frozenset()
    above = len(here.route)
    names = frozenset(
        str(entry.route[-1])
        for entry in document.entries()
        if entry.key is not None and len(entry.route) == above + 1 and entry.route[:above] == here.route
    )
    return names - {_NAME}


def _named(text: str, here: Context) -> str:
    """``text`` with a name at the cursor, and with the punctuation that the name requires."""
    before, after = text[: here.word.start], text[here.word.end :]
    if here.follows:
        return f'{before}"{_NAME}"{after}'
    if not here.is_flow:
        return f'{before}"{_NAME}":{after}'
    comma = "" if after.lstrip()[:1] in {",", "}", ""} else ","
    return f'{before}"{_NAME}": null{comma}{after}'
