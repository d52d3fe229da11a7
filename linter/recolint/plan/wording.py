"""Numbers in the words of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal

_NAMED = 12
"""How many names are listed; a broken spec may hold thousands."""


def duration(seconds: float) -> str:
    """``95`` as ``1 min 35 s``, ``7200`` as ``2 h``; exact, except parts of a second, which are rounded to tenths."""
    if seconds != int(seconds):
        return f"{seconds:.1f} s"
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    parts = [f"{count:,} {unit}" for count, unit in ((hour, "h"), (minute, "min"), (second, "s")) if count]
    return " ".join(parts) or "0 s"


def hours(seconds: int) -> str:
    """``7500`` seconds of instances as ``2.09 instance-hours``: rounded up, so that a bound stays one."""
    text = f"{-(-seconds // 36) / 100:,.2f}".rstrip("0").rstrip(".")
    return f"{text} instance-hour" if text == "1" else f"{text} instance-hours"


def money(amount: Decimal, currency: str) -> str:
    """``amount`` with two decimals, rounded up: ``USD 0.81``."""
    return f"{currency} {amount.quantize(Decimal('0.01'), ROUND_CEILING):,}"


def users(count: float) -> str:
    """``12`` as ``12``, ``2.5`` as ``2.5``."""
    return f"{count:,.0f}" if count == int(count) else f"{count:,.1f}"


def listed(names: Sequence[str]) -> str:
    """``a, b, c``; of many, the first and how many more there are."""
    more = [f"and {len(names) - _NAMED:,} more"] if len(names) > _NAMED else []
    return ", ".join([*names[:_NAMED], *more])
