"""Where a reader is to look for a value: at the item of a list that an alias brings, at the key of a structure."""

from __future__ import annotations

import re

from recolint.base.finding import Part, Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Span
from recolint.document.places import Place, Via

_DASH = re.compile(r"-(?:[ \t]+[&!]\S*)*[ \t]*(?:(?:[ \t]#[^\n]*)?\r?\n[ \t]*)*\Z")
_LOOK_BACK = 1024


class Site(NamedTuple):
    """A stretch of text to show for a value.

    ``anchor`` is the text that ``span`` refers to, if that is an alias or a merge key. ``is_marked`` is false for a
    whole spec, shown by its first line.
    """

    span: Span
    anchor: Span | None = None
    is_marked: bool = True


def site(text: str, root: Place, route: Route, part: Part) -> Site:
    """Where the value at ``route``, or its key, is to be looked for; raises ``LookupError`` if missing.

    A structure is shown by its key, since its first member may not be at fault, and an item in block style by its dash.
    What an alias or a merge key brings into an item of a list is shown there; elsewhere it is shown at its anchor.
    """
    if not route:
        return Site(Span(root.value.start, root.value.start), is_marked=False)
    place, in_item, bringing = root, False, None
    for step, place in zip(route, root.along(route), strict=True):
        in_item = in_item or isinstance(step, int)
        if bringing is None and in_item and place.via is not Via.OWN:
            bringing = place
    if bringing is None:
        return Site(_spot(text, place, part))
    written = bringing.anchor if bringing is place and bringing.anchor is not None else place
    here = bringing.merged if bringing.via is Via.MERGE else bringing.value
    spot = _spot(text, written, part)
    return Site(spot) if here is None else Site(here, spot)


def site_in_code(root: Place, route: Route, part: Part) -> Site:
    """As ``site``, for a request in code: the literal, the name of a structure, and the call for the whole."""
    place = root.at(route)
    is_named = place.key is not None and (part is Part.KEY or place.children is not None)
    return Site(place.key if is_named and place.key is not None else place.value)


def _spot(text: str, place: Place, part: Part) -> Span:
    if place.key is not None and (part is Part.KEY or _is_structure(text, place)):
        return place.key
    if place.children is not None and place.via is not Via.ALIAS and not _is_flow(text, place):
        return _dash(text, place.value)
    return place.value


def _is_structure(text: str, place: Place) -> bool:
    """Whether ``place`` is a mapping or a block list: its first line may show an entry that is not at fault."""
    if place.children is None or place.via is Via.ALIAS:
        return False
    return not _is_flow(text, place) or text[place.value.start] == "{"


def _is_flow(text: str, place: Place) -> bool:
    return text[place.value.start : place.value.start + 1] in {"{", "["}


def _dash(text: str, value: Span) -> Span:
    """The dash of the item in block style that starts with ``value``; ``value`` itself where none is before it."""
    start = max(0, value.start - _LOOK_BACK)
    found = _DASH.search(text[start : value.start])
    return value if found is None else Span(start + found.start(), start + found.start() + 1)
