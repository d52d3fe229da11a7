"""Findings with their lines and columns. The only step between a route and what a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from recolint.base.finding import Finding, Fix, Label, SpecId
from recolint.base.fingerprint import text_hash, value_hash
from recolint.base.text import Position, Source, Span
from recolint.document import Document, Site

if TYPE_CHECKING:
    # A clean spec needs no fixes, nor the time to import them.
    from recolint.fix import TextFix


class Place(NamedTuple):
    """A stretch of a source, from ``start`` to ``end`` (exclusive).

    ``is_marked`` is false where the line is meant as a whole: that of a spec which lacks something.
    """

    source: Source
    start: Position
    end: Position
    is_marked: bool = True


class PlacedLabel(NamedTuple):
    """A label and its place, which may lie in another file than its finding."""

    label: Label
    spec: SpecId
    place: Place


class RefusedFix(NamedTuple):
    """A fix, and why the text does not take it."""

    fix: Fix
    reason: str


class PlacedFinding(NamedTuple):
    """A finding and its place."""

    finding: Finding
    spec: SpecId
    place: Place
    labels: tuple[PlacedLabel, ...]
    value: str
    """The hash of what stands at the place, for a ``Fingerprint``."""
    edits: TextFix = ()
    """What the finding's fix changes in the text."""
    policy: str | None = None
    """The name of the policy that owns the rule."""
    refused: RefusedFix | None = None
    """A fix that the finding would have and that cannot be written into the file."""


def place(
    finding: Finding, spec: SpecId, sources: Mapping[str, Source], documents: Mapping[SpecId, Document]
) -> PlacedFinding:
    """``finding`` of ``spec`` with its places; ``sources`` and ``documents`` are those of the run.

    Where an alias or a merge key stands in a list for the text that the finding is about, a label shows that text.
    """
    labels = [
        PlacedLabel(label, of, _at(sources[of.path], _site(label, of, documents)))
        for label in finding.labels
        for of in [label.spec or spec]
    ]
    site = _site(finding, spec, documents)
    if site.anchor is not None:
        anchor = PlacedLabel(Label(finding.route, _ANCHOR, finding.part), spec, at(sources[spec.path], site.anchor))
        if all(label.place != anchor.place for label in labels):
            labels.append(anchor)
    where = _at(sources[spec.path], site)
    return PlacedFinding(finding, spec, where, tuple(labels), _value(finding, spec, sources, documents))


_ANCHOR = "the anchor sets it here"


def _site(item: Finding | Label, spec: SpecId, documents: Mapping[SpecId, Document]) -> Site:
    return Site(item.span) if item.span is not None else documents[spec].site(item.route, item.part)


def _at(source: Source, site: Site) -> Place:
    return at(source, site.span)._replace(is_marked=site.is_marked)


def _value(finding: Finding, spec: SpecId, sources: Mapping[str, Source], documents: Mapping[SpecId, Document]) -> str:
    if finding.span is not None:
        return text_hash(sources[spec.path].text[finding.span.start : finding.span.end])
    return value_hash(finding, documents[spec].value(finding.route))


def at(source: Source, span: Span) -> Place:
    """The place of ``span`` in ``source``."""
    return Place(source, source.position(span.start), source.position(span.end))


def order(placed: PlacedFinding) -> tuple[object, ...]:
    """The key that sorts findings: path, place, code; then what tells equal ones apart, so that order never varies."""
    finding = placed.finding
    return (placed.spec.path, placed.place.start, finding.code, placed.spec.index, placed.place.end, finding.message)
