"""One spec of a file, and the result of reading a file."""

from __future__ import annotations

import re

from recolint.base.finding import Part, Route
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import TYPE_CHECKING, Any
from recolint.base.text import Source, Span
from recolint.document.model import Comment, Entry, Fault, Format
from recolint.document.places import Places, Via

if TYPE_CHECKING:
    from recolint.document.sites import Site

_ANCHOR = r"(?<=\s)&([^\s,\[\]{}]+)"
_TO_COMMENT = r"([ \t\r\n]+)#"


class Document:
    """One spec of a file.

    ``data`` is plain data: ``dict`` with ``str`` keys, ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``, and
    from YAML ``datetime.date`` and ``datetime.datetime``. What an alias repeats is the same object each time.
    ``index`` is the number of the document in the file, from 0, those that could not be read counted, empty ones not.

    ``unknown`` are the routes of values that the text does not show (``None`` stands for them in ``data``), ``open``
    those of structures and lists that may hold more than it shows. JSON and YAML tell everything.

    ``region`` is the Region that the text names for the request beside its members, as code does.
    ``has_hidden_region`` says that the text sets a Region and does not show which.

    ``is_record`` says that the text, such as a trail, records a request that was sent. It does not send one.

    ``statements`` are the places of template statements (``{% if x %}``), which stand for nothing in the data; the
    first document of a file has those of all.

    Places are calculated for the whole file on the first request for one.
    """

    __slots__ = (
        "_places",
        "data",
        "format",
        "has_hidden_region",
        "index",
        "is_record",
        "open",
        "region",
        "source",
        "statements",
        "unknown",
    )

    def __init__(self, source: Source, index: int, format: Format, data: Any, places: Places) -> None:  # noqa: A002  as the attribute
        self.source = source
        self.index = index
        self.format = format
        self.data = data
        self.statements: tuple[Span, ...] = ()
        self.unknown: frozenset[Route] = frozenset()
        self.open: frozenset[Route] = frozenset()
        self.region: str | None = None
        self.has_hidden_region = False
        self.is_record = False
        self._places = places

    def place(self, route: Route, part: Part = Part.VALUE) -> Span:
        """Where the value at ``route`` is, or its key; raises ``LookupError`` when ``data`` has no such route.

        The place of a value starts at its tag or, without one, at the value itself; an anchor stays outside. An empty
        value has an empty place right after its colon. A value from an alias is at the alias, and the values within
        it are at the anchor; so are those from a merge key. The root and list items have no key: their value counts.
        """
        place = self._places.tree(self.index).root.at(route)
        return place.key if part is Part.KEY and place.key is not None else place.value

    def site(self, route: Route, part: Part = Part.VALUE) -> Site:
        """Where a reader looks for the value at ``route``; raises ``LookupError`` when ``data`` has no such route."""
        from recolint.document.sites import site, site_in_code  # which a clean spec need not load

        root = self._places.tree(self.index).root
        if self.format is Format.CODE:
            return site_in_code(root, route, part)
        return site(self.source.text, root, route, part)

    def origin(self, route: Route, part: Part = Part.VALUE) -> Span:
        """As ``place``; for a value from an alias, the place of its anchor."""
        place = self._places.tree(self.index).root.at(route)
        return place.key if part is Part.KEY and place.key is not None else (place.anchor or place).value

    def is_own(self, route: Route) -> bool:
        """Whether no alias and no merge key brings what is at ``route``; raises ``LookupError`` as ``site`` does."""
        return all(place.via is Via.OWN for place in self._places.tree(self.index).root.along(route))

    def value(self, route: Route) -> Any:
        """The plain value at ``route``; raises ``LookupError`` when ``data`` has no such route."""
        value = self.data
        for step in route:
            value = _member(value, step)
        return value

    def written(self, route: Route) -> str:
        """The text under the place of the value at ``route``."""
        span = self.place(route)
        return self.source.text[span.start : span.end]

    def commented_out(self, route: Route) -> bool:
        """Whether only a YAML comment is at ``route``, so that its author may have meant the comment as the value.

        The comment follows on the line, or on lines of its own that are indented deeper than the key or dash.
        """
        if self.format is not Format.YAML or not self.source.has("#") or self.written(route).strip():
            return False
        text, start = self.source.text, self.place(route).start
        gap = re.compile(_TO_COMMENT).match(text, start)
        if gap is None:
            return False
        *lines, indentation = gap[1].split("\n")
        head = self.place(route, Part.KEY).start
        line = text[text.rfind("\n", 0, head) + 1 : head]
        column = len(line) if isinstance(route[-1], str) else len(line) - len(line.lstrip(" "))
        return not lines or len(indentation) > column

    def needed_anchor(self, route: Route) -> str | None:
        """The name of an anchor in the entry at ``route`` that an alias outside of it seems to use."""
        text = self.source.text
        if self.format is not Format.YAML or "*" not in text:
            return None
        start, end = self.place(route, Part.KEY).start, self.place(route).end
        for anchor in re.compile(_ANCHOR).finditer(text, start, end):
            alias = re.compile(rf"\*{re.escape(anchor[1])}(?![^\s,\[\]{{}}])")
            if alias.search(text, end) or alias.search(text[:start]):
                return anchor[1]
        return None

    def entries(self) -> tuple[Entry, ...]:
        """The entries in order of the text; what an alias or a merge key brings is not listed again."""
        return tuple(self._places.tree(self.index).root.entries())

    def comments(self) -> tuple[Comment, ...]:
        """The comments of this document, those above it included. A text without ``#`` costs nothing."""
        if self.format is Format.JSON or not self.source.has("#"):
            return ()
        return self._places.tree(self.index).comments


class Reading(NamedTuple):
    """The result of reading a file: the documents that can be looked at, and the faults met on the way.

    ``remarks`` are faults that matter to the AWS CLI and do not affect the data; ``unread`` are parts of code that
    the documents may depend on.
    """

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...] = ()
    unread: tuple[Fault, ...] = ()


def _member(value: Any, step: str | int) -> Any:
    match value, step:
        case (dict(), _) | (list(), int()):
            return value[step]
    raise LookupError(f"no value at {step!r}")
