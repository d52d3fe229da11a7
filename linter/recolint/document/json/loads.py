"""The data of ``json.loads`` for a text, and the reading of a file that follows from it."""

from __future__ import annotations

from json import JSONDecoder

from recolint.base.static import Any
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


class RepeatedError(ValueError):
    """An object has a name twice."""


def load(text: str) -> Any:
    """The value; of a name that an object has twice, the last counts. Raises ``ValueError`` or ``RecursionError``."""
    return _DECODER.decode(text)


def load_strictly(text: str) -> Any:
    """As ``load``; raises ``RepeatedError``, a ``ValueError``, where an object has a name twice."""
    return _STRICT_DECODER.decode(text)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(members := dict(pairs)) != len(pairs):
        raise RepeatedError
    return members


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_DECODER = JSONDecoder(parse_constant=_refuse)
_STRICT_DECODER = JSONDecoder(object_pairs_hook=_members, parse_constant=_refuse)
