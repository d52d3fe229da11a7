"""What ``json.loads`` makes of a text, and the reading of a file that follows from it."""

from __future__ import annotations

import json
from typing import Any

from recolint.base.text import Source, Span
from recolint.document.model import Fault, Format
from recolint.document.places import Places
from recolint.document.reading import Document, Reading
from recolint.document.roots import not_a_mapping


def reading(source: Source, data: Any, places: Places, faults: tuple[Fault, ...] = ()) -> Reading:
    """The reading of ``source`` that contains ``data``: a document, or the fault of a root that is not a mapping."""
    if isinstance(data, dict):
        return Reading((Document(source, 0, Format.JSON, data, places),), faults)
    value = places.tree(0).root.value
    span = Span(value.start, value.start + 1) if isinstance(data, list) else value
    return Reading((), (*faults, not_a_mapping(data, span, 0)))


def load(text: str) -> tuple[Any, bool]:
    """The value, and whether an object has a name twice. Raises ``ValueError`` or ``RecursionError``."""
    repeated = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        data = dict(pairs)
        repeated = repeated or len(data) != len(pairs)
        return data

    return json.loads(text, object_pairs_hook=members, parse_constant=_refuse), repeated


def _refuse(constant: str) -> None:
    raise ValueError(constant)
