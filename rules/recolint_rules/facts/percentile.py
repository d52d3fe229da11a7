"""Spellings of the percentile of a latency threshold."""

from __future__ import annotations

import re

from recolint.plugin import Any
from recolint_rules.facts import typographic

_FORMS = r"(?a)P?[ _-]?(?:0?\.)?(?P<number>95|99)(?:\.0+)?[ ]?(?:%|TH)?"


def meant(value: Any) -> str | None:
    """``P95`` or ``P99`` if ``value``, text or a number, is a spelling of it (``p95``, 95, ``99%``)."""
    match = (
        re.fullmatch(_FORMS, typographic.without(str(value)).strip().upper())
        if isinstance(value, str | int | float)
        else None
    )
    return f"P{match['number']}" if match else None
