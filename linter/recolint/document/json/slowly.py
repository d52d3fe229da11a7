"""JSON files that ``json.loads`` does not read at once: our own scan explains them, and reads past templates."""

from __future__ import annotations

from typing import Any

from recolint.base.finding import Part
from recolint.base.text import Source, short
from recolint.document.faults import character, syntax
from recolint.document.json.reader import load, reading
from recolint.document.json.scan import Repeated, Scan, scan
from recolint.document.model import Fault, FaultKind
from recolint.document.places import Places, Tree
from recolint.document.reading import Reading
from recolint.document.templates import Cover, cover_json


def read_slowly(source: Source) -> Reading:
    """A file that is broken, too large or too deep, has a name twice, or has templates instead of values."""
    text = source.text
    found = scan(text)
    if found.root is None:
        return Reading((), found.faults)
    cover = cover_json(text, found.templates)
    try:
        data = load(cover.text)
    except (ValueError, RecursionError):
        # The scan is as strict as json.loads, so that this is for a json of the future.
        return Reading((), (syntax("this is not JSON", character(text, 0)),))
    places = Places(lambda: _trees(found))
    faults = tuple(_duplicate(one) for one in found.repeated)
    return reading(source, _restored(data, cover) if cover.values else data, places, faults)


def _restored(data: Any, cover: Cover) -> Any:
    if isinstance(data, str):
        return cover.restored(data)
    if isinstance(data, list):
        return [_restored(item, cover) for item in data]
    return {name: _restored(item, cover) for name, item in data.items()} if isinstance(data, dict) else data


def _trees(found: Scan) -> tuple[Tree, ...]:
    return (Tree(found.root),) if found.root is not None else ()


def _duplicate(repeated: Repeated) -> Fault:
    name = short(str(repeated.route[-1]))
    return Fault(
        FaultKind.DUPLICATE_KEY,
        f"duplicate key '{name}'; the AWS CLI silently keeps only the last value",
        repeated.later,
        route=repeated.route,
        part=Part.KEY,
        help="keep one of them",
        labels=((repeated.first, "first defined here"),),
    )
