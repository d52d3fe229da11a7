"""Keeps what must not be shown out of every report: credentials that stand in a spec."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from recolint.finding import Finding
from recolint.text import Source, Span

_COVER = "****"


def masked(source: Source, spans: Iterable[Span]) -> Source:
    """``source`` with asterisks in place of the text of ``spans``. Offsets and lines stay."""
    text = source.text
    for span in spans:
        text = text[: span.start] + re.sub(r"[^\r\n]", "*", text[span.start : span.end]) + text[span.end :]
    return replace(source, text=text)


def silenced(finding: Finding, secrets: Iterable[str]) -> Finding:
    """``finding`` without ``secrets`` in its words, and without its fix when that would tell one."""
    for secret in secrets:
        if secret and secret in f"{finding.message} {finding.help} {finding.labels} {finding.fix}":
            finding = replace(
                finding,
                message=finding.message.replace(secret, _COVER),
                help=finding.help and finding.help.replace(secret, _COVER),
                labels=tuple(replace(one, message=one.message.replace(secret, _COVER)) for one in finding.labels),
                fix=None,
            )
    return finding
