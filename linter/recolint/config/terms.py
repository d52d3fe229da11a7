"""The conditions for a suppression to have an effect."""

from __future__ import annotations

from datetime import date, timedelta

from recolint.base.named_tuple import NamedTuple


class Terms(NamedTuple):
    """A reason, a last day, and how many days ahead that may be at most; ``None``: any day, or no day at all."""

    reason: bool = False
    days: int | None = None
    until: bool = False
    """Whether a last day is needed, however far ahead."""

    def lacking(self, reason: str, until: date | None, today: date) -> str | None:
        """The missing part of a suppression, to follow ``has no effect: ``; ``None`` for a good one."""
        if self.reason and not reason:
            return "it has no reason"
        if until is None:
            return "it has no until=YYYY-MM-DD" if self.until or self.days is not None else None
        if self.days is not None and until > today + timedelta(days=self.days):
            latest = today + timedelta(days=self.days)
            return f"expected until={latest} or earlier, found {until}"
        return None
