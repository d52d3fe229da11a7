"""Findings with their lines and columns. The only step between a route and what a reader is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolint.document import Document
from recolint.finding import Finding, Label, SpecId
from recolint.fingerprint import text_hash, value_hash
from recolint.text import Position, Source, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source, from ``start`` to ``end`` (exclusive)."""

    source: Source
    start: Position
    end: Position


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A label and its place, which may lie in another file than its finding."""

    label: Label
    spec: SpecId
    place: Place


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding and its place."""

    finding: Finding
    spec: SpecId
    place: Place
    labels: tuple[PlacedLabel, ...]
    value: str
    """The hash of what stands at the place, for a ``Fingerprint``."""


def place(
    finding: Finding, spec: SpecId, sources: Mapping[str, Source], documents: Mapping[SpecId, Document]
) -> PlacedFinding:
    """``finding`` of ``spec`` with its places; ``sources`` and ``documents`` are those of the run.

    Raises ``LookupError`` when the finding names a route that its document does not have.
    """
    labels = tuple(_placed_label(label, label.spec or spec, sources, documents) for label in finding.labels)
    where = _place(finding, spec, sources, documents)
    return PlacedFinding(finding, spec, where, labels, _value(finding, spec, sources, documents))


def _placed_label(
    label: Label, spec: SpecId, sources: Mapping[str, Source], documents: Mapping[SpecId, Document]
) -> PlacedLabel:
    return PlacedLabel(label, spec, _place(label, spec, sources, documents))


def _place(
    item: Finding | Label, spec: SpecId, sources: Mapping[str, Source], documents: Mapping[SpecId, Document]
) -> Place:
    span = item.span if item.span is not None else documents[spec].place(item.route, item.part)
    return at(sources[spec.path], span)


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
