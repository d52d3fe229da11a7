"""How long to wait before another try: longer each time, at random, and as long as the service asks for."""

from __future__ import annotations

import random
from datetime import UTC, datetime

FIRST = 1.0
MAX_PAUSE_SECONDS = 20.0
"""Seconds before the second try, and before any."""
MAX_ASKED_SECONDS = 300.0
"""Seconds that recolint waits at most, even if a service asks for more."""


def pause(number: int, now: datetime, error: Exception | None = None) -> float:
    """Seconds before the next try after ``number`` retries; the last try ended with ``error``.

    A random part, at least half, of a length that doubles with each retry. So callers that AWS throttled together do
    not retry together. It is at least what the answer asks for.
    """
    longest = min(MAX_PAUSE_SECONDS, FIRST * 2 ** min(number, 10))
    return max(random.uniform(longest / 2, longest), asked(error, now))  # noqa: S311  nothing secret


def asked(error: BaseException | None, now: datetime) -> float:
    """How many seconds the answer in ``error`` asks to wait, at most ``MAX_ASKED_SECONDS``; 0 where it does not."""
    metadata = (getattr(error, "response", None) or {}).get("ResponseMetadata", {})
    headers = {str(name).lower(): str(value) for name, value in metadata.get("HTTPHeaders", {}).items()}
    wanted = max(_seconds(headers.get("retry-after"), now), _number(headers.get("x-amz-retry-after")) / 1000)
    return min(max(wanted, 0.0), MAX_ASKED_SECONDS)


def _seconds(text: str | None, now: datetime) -> float:
    """The seconds of a Retry-After header, which may contain a date."""
    if text is None or text.strip().isdigit():
        return _number(text)
    # Imported here: services hardly ever send a date.
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()


def _number(text: str | None) -> float:
    digits = (text or "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return 0.0
    # More digits than that are above every bound, and take long to read.
    return float(digits[:20])
