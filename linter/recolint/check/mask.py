"""Keeps what must not be shown out of every report: credentials that stand in a spec."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from recolint.base.finding import Finding, Route
from recolint.base.text import Source, Span
from recolint.request.job import Job

_COVER = "****"


def masked(source: Source, spans: Iterable[Span]) -> Source:
    """``source`` with asterisks in place of the text of ``spans``. Offsets and lines stay."""
    text = source.text
    for span in spans:
        text = text[: span.start] + re.sub(r"[^\r\n]", "*", text[span.start : span.end]) + text[span.end :]
    return source._replace(text=text)


def silenced(finding: Finding, secrets: Iterable[str]) -> Finding:
    """``finding`` without ``secrets`` in its words, and without its fix when that would tell one."""
    for secret in secrets:
        if secret and secret in f"{finding.message} {finding.help} {finding.labels} {finding.fix}":
            finding = finding._replace(
                message=finding.message.replace(secret, _COVER),
                help=finding.help and finding.help.replace(secret, _COVER),
                labels=tuple(one._replace(message=one.message.replace(secret, _COVER)) for one in finding.labels),
                fix=None,
            )
    return finding


def covered(job: Job, routes: Iterable[Route]) -> Job:
    """``job`` with asterisks in place of the values at ``routes``; the data of ``job`` stays as it is."""
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
