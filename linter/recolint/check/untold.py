"""The unknown values of requests in code, as lists and as faults."""

from __future__ import annotations

from collections.abc import Iterator

from recolint.base.excerpt import Quoting
from recolint.base.finding import Route, dotted, pointer
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Format, Span, visible
from recolint.check.placed import Place, at
from recolint.document import Document, Fault, FaultKind

_LONGEST = 60
"""Characters of code that a message quotes."""


class Gap(NamedTuple):
    """An unknown value, or a structure or list that may have more than the text shows.

    ``said`` is what the code has at the place; empty where it has nothing.
    """

    route: Route
    said: str
    span: Span
    is_open: bool


class Untold(NamedTuple):
    """A value that code does not show, for people: its place, and a message."""

    path: str
    place: Place
    message: str

    @property
    def shown(self) -> str:
        """It in one line."""
        return f"{visible(self.path)}:{self.place.where}: {visible(self.message)}"


def gaps(document: Document) -> Iterator[Gap]:
    """The gaps of ``document`` in order of place."""
    if document.format is not Format.CODE or not (document.unknown or document.open):
        return
    found = [_gap(document, route, is_open=False) for route in document.unknown]
    found += [_gap(document, route, is_open=True) for route in document.open]
    yield from sorted(found, key=lambda one: (one.span, one.route == (), list(map(str, one.route))))


def _gap(document: Document, route: Route, *, is_open: bool) -> Gap:
    span = document.place(route)
    text = " ".join(document.source.text[span.start : span.end].split())
    said = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return Gap(route, visible(said), span, is_open)


def untold(document: Document, quoting: Quoting) -> Iterator[Untold]:
    """The gaps of ``document`` with their places."""
    for gap in gaps(document):
        what = "may hold more" if gap.is_open else f"is unknown: {gap.said}" if gap.said else "is unknown"
        yield Untold(document.source.path, at(quoting, gap.span), f"{pointer(gap.route) or 'the request'} {what}")


def region_faults(document: Document) -> Iterator[Fault]:
    """The Region of ``document`` as a fault if code computes it. A record has no such fault: its request was sent."""
    if document.has_hidden_region and not document.is_record:
        message, help_ = "the Region: expected a literal", "write the Region itself where the code sets it"
        yield Fault(FaultKind.UNTOLD_VALUE, message, document.place(()), document.index, help=help_)


def faults(document: Document) -> Iterator[Fault]:
    """The gaps of ``document`` as faults. A record has no such fault: its request was sent."""
    for gap in () if document.is_record else gaps(document):
        name = dotted(gap.route) or "the request"
        if gap.is_open:
            message, help_ = f"{name} may contain more", "write the whole value as literals"
        else:
            found = f", found {gap.said}" if gap.said else ""
            message, help_ = f"{name}: expected a literal{found}", "write the value itself"
        yield Fault(FaultKind.UNTOLD_VALUE, message, gap.span, document.index, gap.route, help=help_)
