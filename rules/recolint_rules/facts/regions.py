"""AWS's partitions and Regions, as botocore knows them.

From ``data/regions.json``, which is read on first use. It is generated: ``python scripts/refresh_regions.py``."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from recolint.plugin import NamedTuple, normalize

_KEPT = 256
"""Cache size: specs name few Regions."""


class Partition(NamedTuple):
    """A part of AWS with accounts of its own.

    The names of its hosts end in ``suffix``, the names of future Regions match ``form``."""

    form: str
    suffix: str
    regions: frozenset[str]


@lru_cache(_KEPT)
def partition_of(region: str) -> str | None:
    """The partition that ``region`` is in, or will be when it opens; ``None`` if it does not look like a Region."""
    if not region:
        return None
    known = (name for name, partition in partitions().items() if region in partition.regions)
    coming = (name for name, partition in partitions().items() if re.fullmatch(partition.form, region, re.ASCII))
    return next(known, None) or next(coming, None)


def is_known(region: str) -> bool:
    """Whether ``region`` is open, as far as the shipped data knows."""
    return region in _open()


@cache
def _open() -> frozenset[str]:
    return frozenset(names())


@cache
def names() -> tuple[str, ...]:
    """The Regions of all partitions, sorted."""
    return tuple(sorted(name for partition in partitions().values() for name in partition.regions))


@lru_cache(_KEPT)
def meant(text: str) -> str | None:
    """The Region that equals ``text`` except for case and separators, or ``None``."""
    return next((name for name in names() if normalize(name) == normalize(text)), None)


@cache
def partitions() -> Mapping[str, Partition]:
    """All partitions, by name."""
    with open(f"{os.path.dirname(__file__)}/data/regions.json", encoding="utf-8") as file:  # noqa: PTH120, PTH123  pathlib takes 2 ms to import
        data = json.load(file)["partitions"]
    return {name: Partition(one["form"], one["suffix"], frozenset(one["regions"])) for name, one in data.items()}
