"""Durations as people write them: ``1h``, ``90 min``, ``1h30m``, ``PT5M``."""

from __future__ import annotations

import re
from fractions import Fraction

_UNITS = {
    "ms": Fraction(1, 1000),
    "s": Fraction(1),
    "m": Fraction(60),
    "h": Fraction(3600),
    "d": Fraction(86400),
}
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


def seconds(text: str) -> Fraction | None:
    """How long ``text`` surely says, or ``None``. Each unit stands once, the longer before the shorter."""
    written = text.strip().lower()
    if re.fullmatch(r"p?t[0-9].*", written):  # ISO 8601: PT1H30M
        written = written.partition("t")[2]
    if not _TEXT.fullmatch(written):
        return None
    total, last = Fraction(0), -1
    for part in re.finditer(_PART, written, re.ASCII):
        unit = _NAMES.get(part["unit"])
        if unit is None or _ORDER.index(unit) <= last:
            return None
        last = _ORDER.index(unit)
        total += Fraction(part["number"]) * _UNITS[unit]
    return total
