"""JSON files: read by ``json.loads``; explained by our own scan, and only then."""

from __future__ import annotations

from functools import partial
from json import JSONDecoder

from recolint.base.static import Any
from recolint.base.text import Source, Span
from recolint.document.limits import MAX_DEPTH, MAX_VALUES
from recolint.document.model import Fault, Format
from recolint.document.places import Places, Tree
from recolint.document.reading import Document, Reading
from recolint.document.roots import empty, not_a_mapping


def read_json(source: Source) -> Reading:
    """The one document of a JSON file. Strict: what the standard does not have is a fault."""
    found = _read(source)
    if not source.bom:
        return found
    from recolint.document.json.problems import byte_order_mark

    return found._replace(remarks=(byte_order_mark(),))


def _read(source: Source) -> Reading:
    text = source.text
    if not text or text.isspace():
        return Reading((), (empty(),))
    if _is_small(text):
        try:
            data = load_strictly(text)
        except (ValueError, RecursionError):
            return _read_slowly(source)
        if _is_flat(text, data):
            return reading(source, data, Places(partial(_locate, text)))
    return _read_slowly(source)


# A right file needs neither our scan nor its words: their modules take 5 ms to import.


def _read_slowly(source: Source) -> Reading:
    from recolint.document.json.slowly import read_slowly

    return read_slowly(source)


def _locate(text: str) -> tuple[Tree, ...]:
    from recolint.document.json.locate import locate

    return locate(text)


def _is_small(text: str) -> bool:
    """Whether ``text`` contains at most ``MAX_VALUES`` values: each except the root follows one of 3 signs."""
    return len(text) < MAX_VALUES or text.count(",") + text.count("[") + text.count("{") < MAX_VALUES


def _is_flat(text: str, data: Any) -> bool:
    """Whether ``data``, read from ``text``, has no more than ``MAX_DEPTH`` levels."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return True
    level = [data]
    for _ in range(MAX_DEPTH):
        children = (child for one in level for child in (one.values() if isinstance(one, dict) else one))
        level = [child for child in children if isinstance(child, dict | list)]
    return not level


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
