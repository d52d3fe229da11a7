"""Known instance types: their properties, and the Regions that host them.

From ``data/instances.json`` and ``data/hosting.json``, which are read on first use. Both are generated: ``python
scripts/refresh_instances.py`` and ``python scripts/refresh_hosting.py``.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from recolint.plugin import Any, Literal, NamedTuple

Accelerator = Literal["", "gpu", "neuron", "gaudi"]

# AWS adds families and counts, but no kinds of size.
_FORM = (
    r"ml\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.(?:nano|micro|small|medium|large|(?:[1-9][0-9]*)?xlarge|metal(?:-[0-9]+xl)?)"
)

_UNLISTED_BURSTABLE = frozenset({"t3", "t3a", "t4g"})
"""EC2's burstable families that the request does not list."""

_KEPT = 1024
"""Cache size, above the number of types: a dozen rules look up each type of a spec."""


class Size(NamedTuple):
    """One instance: vCPUs, memory in GiB, accelerators as a number of devices."""

    vcpus: int
    memory: float
    accelerators: int


class Family(NamedTuple):
    """Properties of a family; ``sizes`` are those that the request accepts, smallest first. ``local_storage`` is
    storage of the machine itself. EC2 no longer has ``retired`` families. ``by_hand`` entries are not from EC2's
    metadata.
    """

    name: str
    sizes: Mapping[str, Size]
    architecture: Literal["x86_64", "arm64"]
    accelerator: Accelerator = ""
    device: str = ""
    local_storage: bool = False
    burstable: bool = False
    retired: bool = False
    by_hand: bool = False


@lru_cache(_KEPT)
def is_well_formed(instance_type: str) -> bool:
    """Whether ``instance_type`` has the form ``ml.<family>.<size>``, whether the type exists or not."""
    return re.fullmatch(_FORM, instance_type) is not None


@lru_cache(_KEPT)
def family(instance_type: str) -> Family | None:
    """The family of ``instance_type``, of any size; ``None`` if the family is unknown."""
    parts = instance_type.split(".")
    return _family(parts[1]) if len(parts) == 3 and parts[0] == "ml" and parts[1] in _families() else None


@lru_cache(_KEPT)
def is_burstable(instance_type: str) -> bool:
    """Whether the family of ``instance_type`` is burstable, even if the request does not list it."""
    known = family(instance_type)
    burstable = known.burstable if known else instance_type.split(".")[1:2] in ([name] for name in _UNLISTED_BURSTABLE)
    return burstable and is_well_formed(instance_type)


def size(instance_type: str) -> Size | None:
    """The size of ``instance_type``, or ``None`` if the type is unknown."""
    known = family(instance_type)
    return known.sizes.get(instance_type.rpartition(".")[2]) if known else None


def accelerator(instance_type: str) -> Accelerator | None:
    """The kind of accelerator (``""``: none), or ``None`` if the family is unknown."""
    known = family(instance_type)
    return known.accelerator if known else None


def regions(instance_type: str) -> frozenset[str]:
    """The Regions that host ``instance_type``; empty for an unknown type, and for one that no Region hosts."""
    return _hosting().get(instance_type, frozenset())


@cache
def hosted() -> frozenset[str]:
    """The instance types that at least one Region hosts."""
    return frozenset(name for name, offered in _hosting().items() if offered)


@lru_cache(_KEPT)
def hosted_in(region: str) -> frozenset[str]:
    """The instance types that ``region`` hosts."""
    return frozenset(name for name, offered in _hosting().items() if region in offered)


@cache
def hosting_regions() -> frozenset[str]:
    """The Regions that the price lists cover. Other Regions are unknown."""
    return frozenset().union(*_hosting().values())


def families() -> Mapping[str, Family]:
    """All families of the request, by name."""
    return {name: _family(name) for name in _families()}


@cache
def _families() -> Mapping[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = _read("instances.json")["families"]
    return found


@cache
def _family(name: str) -> Family:
    shared = dict(_families()[name])
    sizes = {word: Size(*numbers) for word, numbers in shared.pop("sizes").items()}
    return Family(name, sizes, **shared)


@cache
def _hosting() -> Mapping[str, frozenset[str]]:
    hosted: dict[str, frozenset[str]] = {}
    for name, groups in _read("hosting.json")["families"].items():
        for group in groups:
            offered = frozenset(group["regions"].split())
            hosted |= {f"ml.{name}.{word}": offered for word in group["sizes"].split()}
    return hosted


def _read(name: str) -> dict[str, Any]:
    with open(f"{os.path.dirname(__file__)}/data/{name}", encoding="utf-8") as file:  # noqa: PTH120, PTH123  pathlib takes 2 ms to import
        data: dict[str, Any] = json.load(file)
    return data


def described(instance_type: str) -> str | None:
    """Markdown on ``instance_type`` for an editor: cores, memory, Regions; ``None`` for an unknown type."""
    has, of = size(instance_type), family(instance_type)
    if has is None or of is None:
        return None
    parts = [f"{has.vcpus} vCPUs", f"{has.memory:g} GiB memory", of.architecture]
    if has.accelerators:
        parts.insert(2, f"{has.accelerators} x {of.device}")
    parts += [word for word, true in (("burstable", of.burstable), ("retired", of.retired)) if true]
    known = sorted(regions(instance_type))
    where = f"\n\nRegions with a hosting price: {', '.join(known)}" if known else ""
    return f"**{instance_type}** · {', '.join(parts)}{where}"
