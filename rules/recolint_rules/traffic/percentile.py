"""What people write for the percentile of a latency threshold."""

from __future__ import annotations


def meant(value: str) -> str | None:
    """``P95`` or ``P99`` where ``value`` surely stands for it (``p95``, ``95``, ``99%``), or ``None``."""
    number = value.strip().upper().removeprefix("P").removesuffix("%").strip(" -_")
    return f"P{number}" if number in {"95", "99"} else None
