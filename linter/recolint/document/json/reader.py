"""JSON files: read by ``json.loads``; explained and located by our own scan, and only then."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from recolint.base.finding import Part
from recolint.base.text import Source, Span
from recolint.document.faults import character, shown, syntax
from recolint.document.json.problems import byte_order_mark
from recolint.document.json.scan import Repeated, Scan, scan
from recolint.document.limits import MAX_DEPTH, MAX_VALUES
from recolint.document.model import Fault, FaultKind, Format
from recolint.document.places import Places, Tree
from recolint.document.reading import Document, Reading
from recolint.document.roots import empty, not_a_mapping
from recolint.document.templates import Cover, cover_json


def read_json(source: Source) -> Reading:
    """The one document of a JSON file. Strict: what the standard does not have is a fault."""
    reading = _read(source)
    return reading._replace(remarks=(byte_order_mark(),)) if source.bom else reading


def _read(source: Source) -> Reading:
    text = source.text
    if not text or text.isspace():
        return Reading((), (empty(),))
    if _is_small(text):
        try:
            data, repeated = _load(text)
        except (ValueError, RecursionError):
            return _read_slowly(source)
        if not repeated and _is_flat(text, data):
            return _reading(source, data, Places(partial(_locate, text)), ())
    return _read_slowly(source)


def _read_slowly(source: Source) -> Reading:
    """A file that is broken, too large or too deep, gives a name twice, or has templates in place of values."""
    text = source.text
    found = scan(text)
    if found.root is None:
        return Reading((), found.faults)
    cover = cover_json(text, found.templates)
    try:
        data, _ = _load(cover.text)
    except (ValueError, RecursionError):
        # The scan is as strict as json.loads, so that this is for a json of the future.
        return Reading((), (syntax("this is not JSON", character(text, 0)),))
    places = Places(partial(_trees, found))
    faults = tuple(_duplicate(one) for one in found.repeated)
    return _reading(source, _restored(data, cover) if cover.values else data, places, faults)


def _restored(data: Any, cover: Cover) -> Any:
    if isinstance(data, str):
        return cover.restored(data)
    if isinstance(data, list):
        return [_restored(item, cover) for item in data]
    return {name: _restored(item, cover) for name, item in data.items()} if isinstance(data, dict) else data


def _reading(source: Source, data: Any, places: Places, faults: tuple[Fault, ...]) -> Reading:
    if isinstance(data, dict):
        return Reading((Document(source, 0, Format.JSON, data, places),), faults)
    value = places.tree(0).root.value
    span = Span(value.start, value.start + 1) if isinstance(data, list) else value
    return Reading((), (*faults, not_a_mapping(data, span, 0)))


def _load(text: str) -> tuple[Any, bool]:
    """The value, and whether an object gives a name twice. Raises ``ValueError`` or ``RecursionError``."""
    repeated = False

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        data = dict(pairs)
        repeated = repeated or len(data) != len(pairs)
        return data

    return json.loads(text, object_pairs_hook=members, parse_constant=_refuse), repeated


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _is_small(text: str) -> bool:
    """Whether ``text`` surely holds at most ``MAX_VALUES`` values: each but the root follows one of three signs."""
    return text.count(",") + text.count("[") + text.count("{") < MAX_VALUES


def _is_flat(text: str, data: Any) -> bool:
    """Whether ``data``, read from ``text``, has no more than ``MAX_DEPTH`` levels."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return True
    level = [data]
    for _ in range(MAX_DEPTH):
        children = (child for one in level for child in (one.values() if isinstance(one, dict) else one))
        level = [child for child in children if isinstance(child, dict | list)]
    return not level


def _locate(text: str) -> tuple[Tree, ...]:
    return _trees(scan(text))


def _trees(found: Scan) -> tuple[Tree, ...]:
    return (Tree(found.root),) if found.root is not None else ()


def _duplicate(repeated: Repeated) -> Fault:
    name = shown(str(repeated.route[-1]))
    return Fault(
        FaultKind.DUPLICATE_KEY,
        f"'{name}' is given twice; the AWS CLI takes the last value and drops the others without a word",
        repeated.later,
        route=repeated.route,
        part=Part.KEY,
        help="keep one of them",
        labels=((repeated.first, "first given here"),),
    )
