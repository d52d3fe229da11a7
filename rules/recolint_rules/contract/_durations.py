"""Durations as people write them: ``1h``, ``90 min``, ``1h30m``, ``PT5M``."""

from __future__ import annotations

import re

_UNITS = {"ms": 1_000, "s": 1_000_000, "m": 60_000_000, "h": 3_600_000_000, "d": 86_400_000_000}
"""In microseconds."""
_NAMES = {
    **dict.fromkeys(("ms", "msec", "msecs", "millisecond", "milliseconds", "millis"), "ms"),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
}
_ORDER = ("d", "h", "m", "s", "ms")
_PART = r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,6})?)[ ]?(?P<unit>[a-z]{1,12})[ ]?"
_TEXT = re.compile(r"(?:[0-9]{1,9}(?:\.[0-9]{1,6})?[ ]?[a-z]{1,12}[ ]?){1,5}", re.ASCII)


def microseconds(text: str) -> int | None:
    """How long ``text`` surely says, or ``None``. Each unit stands once, the longer before the shorter."""
    written = text.strip().lower()
    if re.fullmatch(r"p?t[0-9].*", written):  # ISO 8601: PT1H30M
        written = written.partition("t")[2]
    if not _TEXT.fullmatch(written):
        return None
    total, last = 0, -1
    for part in re.finditer(_PART, written, re.ASCII):
        unit = _NAMES.get(part["unit"])
        if unit is None or _ORDER.index(unit) <= last:
            return None
        last = _ORDER.index(unit)
        whole, _, decimals = part["number"].partition(".")
        length, rest = divmod(int(whole + decimals) * _UNITS[unit], 10 ** len(decimals))
        if rest:
            return None
        total += length
    return total
