"""Keeps secrets such as credentials out of every report: which values are secret, and what is shown instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recolint.base.finding import Finding, Route, SpecId
from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.base.text import Source, Span
from recolint.check.looked import Looked
from recolint.request.job import Job

_COVER = "****"


class Redaction(NamedTuple):
    """``source`` with what is confidential covered: the stretches, the values, and their routes in each spec."""

    source: Source
    spans: tuple[Span, ...] = ()
    secrets: tuple[str, ...] = ()
    routes: dict[SpecId, list[Route]] = {}


def redact(looked: Looked) -> Redaction:
    """The findings on ``looked`` without the confidential texts."""
    spans: list[Span] = []
    secrets: list[str] = []
    routes: dict[SpecId, list[Route]] = {}
    for index, findings in looked.found.items():
        confidential = [finding for finding in findings if finding.confidential]
        if not confidential:
            continue
        spec = SpecId.of(looked.input.source, index)
        document = looked.documents.get(spec)
        for finding in confidential:
            if document is not None:
                routes.setdefault(spec, []).append(finding.route)
                spans.append(document.place(finding.route))
                secrets.append(str(document.value(finding.route)))
    source = looked.input.source
    return Redaction(redact_source(source, spans) if spans else source, tuple(spans), tuple(secrets), routes)


def redact_source(source: Source, spans: Iterable[Span]) -> Source:
    """``source`` with asterisks instead of the text of ``spans``. Offsets and lines stay."""
    text = source.text
    for span in spans:
        text = text[: span.start] + re.sub(r"[^\r\n]", "*", text[span.start : span.end]) + text[span.end :]
    return source._replace(text=text)


def redact_finding(finding: Finding, secrets: Iterable[str]) -> Finding:
    """``finding`` without ``secrets`` in its words, and without its fix if that contains one."""
    for secret in secrets:
        if secret and secret in f"{finding.message} {finding.help} {finding.labels} {finding.fix}":
            finding = finding._replace(
                message=finding.message.replace(secret, _COVER),
                help=finding.help and finding.help.replace(secret, _COVER),
                labels=tuple(one._replace(message=one.message.replace(secret, _COVER)) for one in finding.labels),
                fix=None,
            )
    return finding


def redact_job(job: Job, routes: Iterable[Route]) -> Job:
    """``job`` with asterisks instead of the values at ``routes``; the data of ``job`` stays as it is."""
    data: Any = job.data()
    for route in routes:
        data = _covered(data, route)
    return job.over(data)


def _covered(data: Any, route: Route) -> Any:
    """A copy of ``data``, the containers along ``route`` copied and all else shared."""
    if not route:
        return _COVER
    step, *rest = route
    copy = data.copy()
    copy[step] = _covered(data[step], tuple(rest))
    return copy
