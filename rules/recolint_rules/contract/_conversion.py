"""Conversions of a value to the expected type, where the intended value is certain."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator

from recolint.plugin import Any, NamedTuple, Safety, Tag, contract
from recolint_rules.facts import typographic

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


def _microseconds(text: str) -> int | None:
    """The duration that ``text`` says, or ``None`` if it is not certain. Each unit occurs once, longer units first."""
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


class Conversion(NamedTuple):
    """A value of the expected type, and what to do in words."""

    value: Any
    how: str
    safety: Safety = Safety.SAFE


def converted(value: Any, wanted: contract.Shape, name: str, written: str) -> Conversion | None:
    """The value instead of ``value`` to match ``wanted``, or ``None`` if that is not certain. ``name`` is the member's,
    ``written`` the value as the file has it. Values that the contract rejects are excluded: a fix must not cause the
    next finding.
    """
    return next((one for one in _candidates(value, wanted, name, written) if _is_fine(one.value, wanted)), None)


def _is_fine(value: Any, wanted: contract.Shape) -> bool:
    """Whether the contract accepts ``value``. A collection passes: its items have the same findings with or without the
    fix.
    """
    return isinstance(value, dict | list) or contract.accepts(wanted, value)


def neighbours(value: float, wanted: contract.Shape, name: str) -> str:
    """The integers next to ``value`` that ``wanted`` accepts, as ``99 or 100``; empty if neither is accepted."""
    if not math.isfinite(value):
        return ""
    both = (math.floor(value), math.ceil(value))
    return " or ".join(str(one) for one in both if contract.accepts(wanted, one) and (one > 0 or not _unit(name)))


def _candidates(value: Any, wanted: contract.Shape, name: str, written: str) -> Iterator[Conversion]:
    if isinstance(value, list) and wanted.kind != "list":
        yield from _only_item(value, wanted)
        return
    match wanted.kind:
        case "string":
            yield from _string(value, wanted, written)
        case "integer":
            yield from _integer(value, name)
        case "list":
            yield from _list(value, wanted)


def _only_item(value: list[Any], wanted: contract.Shape) -> Iterator[Conversion]:
    if wanted.name == "RecommendationJobDataInputConfig":
        yield from _json(value)
        return
    item = value[0] if len(value) == 1 else None
    fits = {"string": str, "integer": int, "structure": dict}[wanted.kind]
    if type(item) is fits:
        yield Conversion(item, "remove the list around it")


def _string(value: Any, wanted: contract.Shape, written: str) -> Iterator[Conversion]:
    if isinstance(value, dict):
        if wanted.name == "RecommendationJobDataInputConfig":
            yield from _json(value)
        return
    # Other notations (an alias, a tag, a block) are left to the author.
    if re.fullmatch(r"[\w.+-][\w.+: -]*", written, re.ASCII):
        yield Conversion(written, f'quote it: "{written}"')


def _json(value: Any) -> Iterator[Conversion]:
    try:
        yield Conversion(json.dumps(value, allow_nan=False), "write it as a JSON string")
    except (TypeError, ValueError):
        return


def _integer(value: Any, name: str) -> Iterator[Conversion]:
    if isinstance(value, float) and value.is_integer():
        yield Conversion(int(value), f"write {int(value)}")
    if not isinstance(value, str):
        return
    text = typographic.without(value.strip())
    if re.fullmatch(r"(?:0|-?[1-9][0-9]{0,17})(?:\.0{1,9})?", text, re.ASCII):
        number = int(text.partition(".")[0])
        yield Conversion(number, f"write {number} without quotes")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:_[0-9]{3})+", text, re.ASCII):
        yield Conversion(int(text), f"write {int(text)}")
    if re.fullmatch(r"[1-9][0-9]{0,2}(?:([, '])[0-9]{3})(?:\1[0-9]{3})*", text, re.ASCII):
        # In some languages, a comma is the decimal point.
        number = int(re.sub(r"[^0-9]", "", text))
        yield Conversion(number, f"write {number}", Safety.UNSAFE)
    yield from _duration(text, name)


def _duration(text: str, name: str) -> Iterator[Conversion]:
    unit = _unit(name)
    length = _microseconds(text) if unit else None
    if unit and length and length % unit == 0:
        number = length // unit
        yield Conversion(number, f"write {number} ({text})")


def _unit(name: str) -> int | None:
    return next((unit for suffix, unit in _UNITS_OF_MEMBERS.items() if name.endswith(suffix)), None)


_UNITS_OF_MEMBERS = {"InSeconds": 1_000_000, "InMilliseconds": 1_000}
"""Microseconds per unit, by the suffix of a member's name."""


def _list(value: Any, wanted: contract.Shape) -> Iterator[Conversion]:
    item = wanted.item
    if item is None:
        return
    if isinstance(value, str) and item.kind == "string" and not re.search(r"[,\s]", value):
        yield Conversion([value], "make it a list of one")
    if isinstance(value, dict) and value.keys() & item.members.keys():
        yield Conversion([value], "make it a list of one")
    if isinstance(value, dict) and item.name == "Tag" and all(isinstance(text, str) for text in value.values()):
        tags = [{Tag.key.name: key, Tag.value.name: text} for key, text in value.items()]
        yield Conversion(tags, "write a list of Key and Value")
