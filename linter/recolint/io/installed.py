"""The entry points of installed packages, read from the files that installers leave.

``importlib.metadata`` returns the same, but its imports take 50 ms at each start. It is used only if packages may be
in places that are not folders, such as zip files.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from operator import attrgetter

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any

_SUFFIXES = (".dist-info", ".egg-info")


class EntryPoint(NamedTuple):
    """An entry point: the ``name`` that the distribution ``package`` has for ``value`` (``module:attribute``)."""

    name: str
    value: str
    package: str

    @property
    def module(self) -> str:
        """The module that ``value`` names."""
        return self.value.partition(":")[0].strip()

    def load(self) -> Any:
        """Import what it names; raises whatever that raises."""
        attribute = self.value.partition(":")[2].partition("[")[0].strip()
        found = import_module(self.module)
        return attrgetter(attribute)(found) if attribute else found


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points in ``group``, in order of name; of two distributions of one name, the first on the path counts.

    Raises ``OSError`` and ``ValueError`` for files that cannot be read.
    """
    if any(os.path.isfile(place) for place in sys.path):
        return _of_library(group)
    found: list[EntryPoint] = []
    seen: set[str] = set()
    for folder, entry in _distributions():
        name = entry.partition("-")[0].removesuffix(".egg").replace(".", "_").lower()
        if "__" in name:
            name = re.sub("_+", "_", name)
        if name not in seen:
            seen.add(name)
            found += _of_distribution(f"{folder}/{entry}", group)
    return tuple(sorted(found))


def _distributions() -> Iterator[tuple[str, str]]:
    for folder in dict.fromkeys(place or os.curdir for place in sys.path):
        try:
            entries = os.listdir(folder)
        except OSError:
            continue
        yield from ((folder, entry) for entry in sorted(entry for entry in entries if entry.endswith(_SUFFIXES)))


def _of_distribution(folder: str, group: str) -> Iterator[EntryPoint]:
    path = f"{folder}/entry_points.txt"
    # Most packages have none. There are hundreds at each start: this asks without an exception for each.
    if not os.access(path, os.F_OK):
        return
    with open(path, "rb", 0) as file:
        data = file.read()
    # Most are for others.
    if f"[{group}]".encode() not in data:
        return
    package = _name(folder)
    section = ""
    for line in map(str.strip, data.decode().splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), package or name.strip())


def _name(folder: str) -> str:
    """The name of a distribution as it writes it; empty where nothing says it."""
    for file in ("METADATA", "PKG-INFO"):
        try:
            with open(f"{folder}/{file}", encoding="utf-8", errors="replace") as opened:
                text = opened.read()
        except OSError:
            continue
        lines = text.partition("\n\n")[0].splitlines()
        return next((line.removeprefix("Name:").strip() for line in lines if line.startswith("Name:")), "")
    return ""


def _of_library(group: str) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points as of_library

    found = (
        EntryPoint(one.name, one.value, one.dist.name if one.dist else one.name) for one in of_library(group=group)
    )
    return tuple(sorted(found))
