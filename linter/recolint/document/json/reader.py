"""JSON files: read by ``json.loads``; explained by our own scan, and only then."""

from __future__ import annotations

from functools import partial

from recolint.base.static import Any
from recolint.base.text import Source
from recolint.document.json.loads import load_strictly, reading
from recolint.document.limits import MAX_DEPTH, MAX_VALUES
from recolint.document.places import Places, Tree
from recolint.document.reading import Reading
from recolint.document.roots import empty


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
