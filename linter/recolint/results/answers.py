"""Reads the members of an answer of AWS. A saved answer may hold anything; no value raises an exception."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def structure(value: Any) -> dict[str, Any]:
    """``value`` if it is a structure, else an empty one."""
    return value if isinstance(value, dict) else {}


def structures(value: Any) -> list[dict[str, Any]]:
    """The structures in the list ``value``; empty if it is not a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def text(value: Any) -> str:
    """``value`` as text; empty where it is absent."""
    return "" if value is None else str(value)


def time(value: Any) -> str:
    """A time for people, to the second, from botocore's, the CLI's seconds since 1970, or ISO 8601.

    A time without a time zone is shown without one. Any other value is shown unchanged.
    """
    found = _moment(value)
    return text(value) if found is None else found.strftime("%Y-%m-%d %H:%M:%S %z").rstrip()


def _moment(value: Any) -> datetime | None:
    try:
        if isinstance(value, datetime):
            return value
        if isinstance(value, float | int):
            return datetime.fromtimestamp(value, UTC)
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except (ValueError, OverflowError, OSError):
        return None
