"""Which values of a file must not be shown, and how it reads without them."""

from __future__ import annotations

from typing import NamedTuple

from recolint.base.finding import Route, SpecId
from recolint.base.text import Source, Span
from recolint.check.looked import Looked
from recolint.check.mask import masked


class Redaction(NamedTuple):
    """``source`` with what is confidential covered: the stretches, the values, and their routes in each spec."""

    source: Source
    spans: tuple[Span, ...] = ()
    secrets: tuple[str, ...] = ()
    routes: dict[SpecId, list[Route]] = {}


def redact(looked: Looked) -> Redaction:
    """What the findings on ``looked`` say is confidential, covered."""
    spans: list[Span] = []
    secrets: list[str] = []
    routes: dict[SpecId, list[Route]] = {}
    for index, findings in looked.found.items():
        spec = SpecId.of(looked.input.source, index)
        document = looked.documents.get(spec)
        for finding in findings:
            if finding.confidential and document is not None:
                routes.setdefault(spec, []).append(finding.route)
                spans.append(document.place(finding.route))
                secrets.append(str(document.value(finding.route)))
    source = looked.input.source
    return Redaction(masked(source, spans) if spans else source, tuple(spans), tuple(secrets), routes)
