"""Alternatives to an instance type that cannot be used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from recolint.plugin import Settings, contract, nearest
from recolint_rules.facts.instances import Family, Size, family, is_burstable, regions, size

_SHOWN = 3

_LIKELY = 24
"""The maximum number of names to compare with a misspelled one: a spec may have thousands."""

_SMALL = {"nano": 1 / 32, "micro": 1 / 16, "small": 1 / 8, "medium": 1 / 4, "large": 1 / 2}
"""The sizes below xlarge, as fractions of it."""


def meant(text: str, settings: Settings) -> str | None:
    """The usable instance type with the same letters and digits as ``text``, with or without ``ml``."""
    known = _known(settings.instance_types)
    return known.get(_bare(text)) or known.get("ml" + _bare(text))


@cache
def _known(more: frozenset[str]) -> Mapping[str, str]:
    return {_bare(each): each for each in (*contract.instance_types(), *more) if not is_burstable(each)}


def near(text: str) -> str | None:
    """The usable instance type with the name nearest to ``text``, of those that share the most letters with it."""
    shared = Counter(name for part in _parts(text) for name in _by_part().get(part, ()))
    return nearest(text, [name for name, _ in shared.most_common(_LIKELY)])


def _parts(text: str) -> Iterator[str]:
    return (text[start : start + 3] for start in range(len(text) - 2))


@cache
def _by_part() -> Mapping[str, tuple[str, ...]]:
    """The usable instance types, by each three consecutive letters of their names."""
    found: dict[str, tuple[str, ...]] = {}
    for name in filter(_is_usable, contract.instance_types()):
        for part in _parts(name):
            found[part] = (*found.get(part, ()), name)
    return found


def instead_of_unlisted(instance_type: str) -> str:
    """The advice for a well-formed type that the request does not list."""
    _, name, word = instance_type.split(".")
    if is_burstable(instance_type):
        return "use a type with fixed performance, such as ml.m5.large"
    if known := family(instance_type):
        return f"use ml.{name}.{_nearest_size(known, word)}"
    if siblings := list(filter(_is_usable, _siblings(name, word))):
        return f"use {' or '.join(siblings)}"
    return f"use {near(instance_type) or 'ml.m5.large'}"


def like(instance_type: str, region: str | None = None) -> str:
    """Hosted types of the same size for the same model, the most similar first; may be empty. With ``region``, types
    hosted there; else anywhere.
    """
    known, has = family(instance_type), size(instance_type)
    if known is None or has is None:
        return ""
    found = []
    for other in contract.instance_types():
        of, other_has = family(other), size(other)
        hosted = region in regions(other) if region else bool(regions(other))
        if of and other_has and hosted and _kind(of, other_has) == _kind(known, has):
            unlike = (abs(other_has.vcpus - has.vcpus), abs(other_has.memory - has.memory))
            found.append((unlike, other))
    return ", ".join(other for _, other in sorted(found)[:_SHOWN])


def _kind(of: Family, has: Size) -> tuple[object, ...]:
    """The part that must be equal: the number of GPUs, since a model runs on any; if compiled, also the device."""
    device = of.device if of.accelerator != "gpu" else ""
    return of.architecture, of.burstable, of.accelerator, device, has.accelerators or -has.vcpus


def _siblings(name: str, word: str) -> list[str]:
    """The listed types of that size in other generations of the family: c6g and c8g for c7g."""
    pattern = re.sub(r"\d+", r"\\d+", re.escape(name), count=1)
    return [each for each in contract.instance_types() if re.fullmatch(rf"ml\.{pattern}\.{re.escape(word)}", each)]


def _is_usable(instance_type: str) -> bool:
    return bool(regions(instance_type)) and not is_burstable(instance_type)


def _nearest_size(of: Family, word: str) -> str:
    """The size of the family nearest to ``word``, a size that the family does not have."""
    wanted = _multiple(word)
    return min(of.sizes, key=lambda known: abs(_multiple(known) - wanted))


def _multiple(word: str) -> float:
    """How large a size is, as a multiple of xlarge: 2 for ``2xlarge``. A metal size is larger than all others."""
    number = re.fullmatch(r"([0-9]{0,3})xlarge", word)
    return int(number[1] or 1) if number else _SMALL.get(word, 1000)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
