"""Texts as Python formats them, for known values, within bounds. Nothing here looks an attribute up."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_WIDE = re.compile(r"\d{4,}")
_WIDE_CONVERSION = re.compile(r"[%)][-+ #0]*(?:\*|\d{4,}|\d*\.(?:\*|\d{4,}))")
"""A conversion of ``%`` with a width or precision that is large, or that an operand sets."""
_PLAIN_FIELD = re.compile(r"\w*")
_CONVERSIONS: dict[str, Callable[[object], str]] = {"r": repr, "s": str, "a": ascii}
_FAULTS = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


def formatted(value: object, conversion: str, spec: str | None) -> str | None:
    """``value`` as ``f"{value!conversion:spec}"``; ``None`` where Python would raise, or the text is too wide."""
    if spec and _WIDE.search(spec):
        return None
    try:
        if conversion:
            value = _CONVERSIONS[conversion](value)
        return format(value, spec or "")
    except _FAULTS:
        return None


def percent(text: str, values: Any) -> str | None:
    """``text % values``; ``None`` where Python would raise, or the text is too wide."""
    if values is None or _WIDE_CONVERSION.search(text.replace("%%", "")):
        return None
    try:
        return str(text % values)
    except _FAULTS:
        return None


def filled(text: str, positional: Sequence[object], keywords: Mapping[str, object]) -> str | None:
    """``text.format(*positional, **keywords)``; ``None`` where a field is more than a name or a number."""
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError:
        return None
    for _, name, spec, _ in fields:
        if name is not None and (not _PLAIN_FIELD.fullmatch(name) or "{" in (spec or "") or _WIDE.search(spec or "")):
            return None
    try:
        return text.format(*positional, **keywords)
    except _FAULTS:
        return None


_METHODS: dict[str, Callable[..., object]] = {
    name: getattr(str, name)
    for name in [
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "index",
        "isalnum",
        "isalpha",
        "isdigit",
        "islower",
        "isupper",
        "lower",
        "lstrip",
        "partition",
        "removeprefix",
        "removesuffix",
        "replace",
        "rfind",
        "rstrip",
        "split",
        "rsplit",
        "splitlines",
        "startswith",
        "strip",
        "swapcase",
        "title",
        "upper",
        "zfill",
        "ljust",
        "rjust",
        "center",
    ]
}
_LARGEST = 100_000


def method(text: str, name: str, arguments: Sequence[object], keywords: Mapping[str, object]) -> object:
    """The result of ``text.name(...)``: a scalar or a list or tuple of texts.

    Raises:
        LookupError: the reader does not know the method, Python would raise, or the text is too long.
    """
    known = _METHODS.get(name)
    if known is None or any(isinstance(one, int) and abs(one) > _LARGEST for one in arguments):
        raise LookupError
    if name == "replace" and len(arguments) > 1:
        old, new = str(arguments[0]), str(arguments[1])
        if (text.count(old) + 1) * len(new) > _LARGEST:
            raise LookupError
    try:
        return known(text, *arguments, **keywords)
    except _FAULTS:
        raise LookupError from None
