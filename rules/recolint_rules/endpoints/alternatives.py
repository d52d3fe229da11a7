"""What to write in place of an instance type that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recolint.contract import instance_types
from recolint.rule import Settings
from recolint.spelling import nearest
from recolint_rules.endpoints.instances import family, regions, size

_SHOWN = 3


def meant(text: str, settings: Settings) -> str | None:
    """The known instance type that ``text`` surely stands for: the same letters and digits, but for ``ml`` perhaps."""
    known = {_bare(each): each for each in (*instance_types(), *settings.instance_types)}
    return known.get(_bare(text)) or known.get("ml" + _bare(text))


def near(text: str) -> str | None:
    """The usable instance type whose name is nearest to ``text``."""
    return nearest(text, filter(_is_usable, instance_types()))


def instead_of_unlisted(instance_type: str) -> str:
    """What to write for a well-formed type that the request does not list."""
    _, name, word = instance_type.split(".")
    if known := family(instance_type):
        return f"{name} comes as {', '.join(known.sizes)}"
    if re.match(r"t\d", name):
        return f"{name} is burstable, and such types are refused; write a type with fixed performance, such as ml.m5.large"
    if siblings := [each for each in _siblings(name, word) if _is_usable(each)]:
        return f"the request takes {_listing(siblings)}"
    close = near(instance_type)
    return f"did you mean {close}?" if close else "write a type that the request lists"


def like(instance_type: str, region: str | None = None) -> str:
    """Hosted types with the same architecture, vCPUs and accelerators, those with like memory first; may be empty.

    With ``region``, types hosted there; else anywhere.
    """
    wanted, has = _kind(instance_type), size(instance_type)
    found = []
    for other in instance_types():
        other_has = size(other)
        hosted = region in regions(other) if region else bool(regions(other))
        if has and other_has and hosted and _kind(other) == wanted:
            found.append((abs(other_has.memory - has.memory), other))
    return _listing(other for _, other in sorted(found))


def _kind(instance_type: str) -> tuple[object, ...] | None:
    known, has = family(instance_type), size(instance_type)
    if known is None or has is None:
        return None
    return known.architecture, known.accelerator, known.burstable, has.vcpus, has.accelerators


def _siblings(name: str, word: str) -> list[str]:
    """The listed types of that size in other generations of the family: c6g and c8g for c7g."""
    pattern = re.sub(r"\d+", r"\\d+", re.escape(name), count=1)
    return [each for each in instance_types() if re.fullmatch(rf"ml\.{pattern}\.{re.escape(word)}", each)]


def _is_usable(instance_type: str) -> bool:
    known = family(instance_type)
    return bool(regions(instance_type)) and not (known and known.burstable)


def _listing(types: Iterable[str]) -> str:
    return ", ".join(list(types)[:_SHOWN])


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
