"""Findings with their lines and columns. The only step between a route and what a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from recolint.base.excerpt import Excerpt, Quoting
from recolint.base.finding import Finding, Fix, Label, SpecId
from recolint.base.fingerprint import text_hash, value_hash
from recolint.base.named_tuple import NamedTuple
from recolint.base.text import Position, Span
from recolint.document import Document
from recolint.document.sites import Site

if TYPE_CHECKING:
    # A clean spec needs no fixes, nor the time to import them.
    from recolint.fix import TextFix


class Place(NamedTuple):
    """A stretch of a file, from ``start`` to ``end`` (exclusive).

    ``source`` has the lines around it. ``is_marked`` is false where the line is meant as a whole: that of a spec which
    lacks something.
    """

    source: Excerpt
    start: Position
    end: Position
    is_marked: bool = True
    in_file: Place | None = None
    """The same stretch in the lines of the file, where ``start`` and ``end`` count in a cell of it."""

    @property
    def raw(self) -> Place:
        """The place in the lines of the file, for programs that open it."""
        return self.in_file or self

    @property
    def where(self) -> str:
        """Line and column for people, with the cell of a notebook: ``12:5``, ``cell 7:12:5``."""
        cell = "" if self.source.cell is None else f"cell {self.source.cell}:"
        return f"{cell}{self.start.line}:{self.start.column}"


class PlacedLabel(NamedTuple):
    """A label and its place, which may lie in another file than its finding."""

    label: Label
    spec: SpecId
    place: Place


class RefusedFix(NamedTuple):
    """A fix, and why the text does not take it."""

    fix: Fix
    reason: str


class Replacement(NamedTuple):
    """A replacement by a fix: replaces the text at ``place`` with ``text``."""

    place: Place
    text: str


class Hidden(NamedTuple):
    """Why a finding is not shown: what hides it, and the reason that its author wrote."""

    by: Literal["comment", "table", "baseline"]
    reason: str


class Diagnostic(NamedTuple):
    """A finding prepared for reports, with its place."""

    finding: Finding
    spec: SpecId
    place: Place
    labels: tuple[PlacedLabel, ...]
    value: str
    """The hash of what is at the place, for a ``Fingerprint``."""
    edits: TextFix = ()
    """The changes of the text by the finding's fix."""
    policy: str | None = None
    """The name of the policy that owns the rule."""
    replacement: Replacement | None = None
    """The same as one stretch, what is confidential in it covered; ``None`` for one that is too long to be shown."""
    edit_places: tuple[Place, ...] = ()
    """The places of the fix's edits that name a stretch of text, in order."""
    refused: RefusedFix | None = None
    """A fix that the finding would have and that cannot be written into the file."""
    hidden: Hidden | None = None
    """Set where the finding is not shown."""


def place(
    finding: Finding,
    spec: SpecId,
    quoting: Quoting,
    documents: Mapping[SpecId, Document],
    elsewhere: Mapping[Label, Place] | None = None,
) -> Diagnostic:
    """``finding`` of ``spec`` with its places; ``documents`` are those of the file that ``quoting`` quotes.

    ``elsewhere`` has the places of the labels in other files. If a list brings the text of the finding by an alias
    or a merge key, a label shows that text.
    """
    labels = [
        PlacedLabel(label, label.spec or spec, elsewhere[label])
        if elsewhere and label in elsewhere
        else PlacedLabel(label, label.spec or spec, _at(quoting, _site(label, label.spec or spec, documents)))
        for label in finding.labels
    ]
    site = _site(finding, spec, documents)
    if site.anchor is not None:
        anchor = PlacedLabel(Label(finding.route, _ANCHOR, finding.part), spec, at(quoting, site.anchor))
        if all(label.place != anchor.place for label in labels):
            labels.append(anchor)
    return Diagnostic(finding, spec, _at(quoting, site), tuple(labels), _value(finding, spec, quoting, documents))


_ANCHOR = "the anchor sets it here"


def label_place(label: Label, spec: SpecId, quoting: Quoting, documents: Mapping[SpecId, Document]) -> Place:
    """The place of ``label`` in ``spec``, which lies in the file that ``quoting`` quotes."""
    return _at(quoting, _site(label, spec, documents))


def _site(item: Finding | Label, spec: SpecId, documents: Mapping[SpecId, Document]) -> Site:
    return Site(item.span) if item.span is not None else documents[spec].site(item.route, item.part)


def _at(quoting: Quoting, site: Site) -> Place:
    return at(quoting, site.span)._replace(is_marked=site.is_marked)


def _value(finding: Finding, spec: SpecId, quoting: Quoting, documents: Mapping[SpecId, Document]) -> str:
    if finding.span is not None:
        return text_hash(quoting.source.text[finding.span.start : finding.span.end])
    return value_hash(finding, documents[spec].value(finding.route))


def at(quoting: Quoting, span: Span) -> Place:
    """The place of ``span`` in what ``quoting`` quotes."""
    whole = Place(quoting.excerpt, *quoting.at(span))
    found = quoting.inner(span)
    if found is None:
        return whole
    part, within = found
    return Place(part.excerpt, *part.at(within), in_file=whole)


def order(placed: Diagnostic) -> tuple[object, ...]:
    """The key that sorts findings: path, place, code, then all that differs, so that the order never varies."""
    finding = placed.finding
    place = placed.place.raw
    return (placed.spec.path, place.start, finding.code, placed.spec.index, place.end, finding.message)
