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
from pathlib import Path

from recolint.base.named_tuple import NamedTuple
from recolint.base.static import Any
from recolint.io.paths import is_repository

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
    if any(os.path.isfile(place) for place in sys.path):  # noqa: PTH113  a dozen folders at each start
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


def folder(package: str) -> Path | None:
    """The directory of ``package`` (``acme_policy.packs``), which is not imported; ``None`` if missing."""
    top, *below = package.split(".")
    found = (Path(place, top, *below) for place in _places())
    return next((one for one in found if one.is_dir()), None) or _editable(top, below)


def _editable(top: str, below: list[str]) -> Path | None:
    """The directory of a package that an installer left elsewhere, as in an editable installation."""
    from importlib.util import find_spec

    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        return None
    here = os.path.realpath(os.curdir)
    places = spec.submodule_search_locations if spec is not None else None
    installed = [one for one in places or () if os.path.dirname(os.path.realpath(one)) != here]  # noqa: PTH120  as below
    return next((Path(place, *below) for place in installed if Path(place, *below).is_dir()), None)


def _distributions() -> Iterator[tuple[str, str]]:
    for folder in dict.fromkeys(place or os.curdir for place in sys.path):
        try:
            entries = os.listdir(folder)  # noqa: PTH208  as above
        except OSError:
            continue
        yield from ((folder, entry) for entry in sorted(entry for entry in entries if entry.endswith(_SUFFIXES)))


def _of_distribution(folder: str, group: str) -> Iterator[EntryPoint]:
    try:
        with open(f"{folder}/entry_points.txt", "rb", 0) as file:  # noqa: PTH123  hundreds at each start
            data = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return
    # Most are for others.
    if f"[{group}]".encode() not in data:
        return
    package = _name(Path(folder))
    section = ""
    for line in map(str.strip, data.decode().splitlines()):
        if line.startswith("["):
            section = line.strip("[]").strip()
        elif section == group and "=" in line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip(), package or name.strip())


def _name(folder: Path) -> str:
    """The name of a distribution as it writes it; empty where nothing says it."""
    for file in ("METADATA", "PKG-INFO"):
        try:
            text = (folder / file).read_text("utf-8", "replace")
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


def commit(package: str) -> str | None:
    """The git commit that ``package`` was installed from; ``None`` where an index or a folder without git gave it.

    Installers note the origin of what no index gave in ``direct_url.json`` (PEP 610).
    """
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import unquote, urlsplit

    try:
        text = distribution(package).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    if text is None:
        return None
    origin = json.loads(text)
    if "vcs_info" in origin:
        found: str = origin["vcs_info"]["commit_id"]
        return found
    url = urlsplit(origin.get("url", ""))
    return _head(Path(unquote(url.path))) if url.scheme == "file" else None


def _head(folder: Path) -> str | None:
    """The commit that is checked out in ``folder``; ``None`` where it is not a git repository."""
    try:
        pointer = folder / ".git"
        if pointer.is_file():  # a worktree
            pointer = Path(pointer.read_text("utf-8").partition(":")[2].strip())
        head = (pointer / "HEAD").read_text("utf-8").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        for store in (pointer, pointer.parent.parent):
            if (store / name).is_file():
                return (store / name).read_text("utf-8").strip()
            if (store / "packed-refs").is_file():
                for line in (store / "packed-refs").read_text("utf-8").splitlines():
                    if line.endswith(f" {name}"):
                        return line.split()[0]
    except OSError:
        return None
    return None


def file_of(package: str, name: str) -> Path | None:
    """The file ``name`` in the folder of the installed ``package``, which is not imported; ``None`` where none is."""
    home = folder(package)
    if home is None:
        return None
    file = home / name
    inside = Path(os.path.realpath(file)).is_relative_to(os.path.realpath(home))
    return file if inside and file.is_file() else None


def _places() -> list[Path]:
    """The folders of installed packages. Those that a pull request cannot add to come first.

    The working folder is not one of them. Folders in the repository around it, but outside its environments, come
    last.
    """
    here = Path(os.path.realpath(os.curdir))
    root = next((above for above in (here, *here.parents) if is_repository(above)), here)
    places = [one for one in (Path(os.path.realpath(place or os.curdir)) for place in sys.path) if one != here]
    return sorted(dict.fromkeys(places), key=lambda one: _is_of_repository(one, root))


def _is_of_repository(folder: Path, root: Path) -> bool:
    return folder.is_relative_to(root) and folder.name not in ("site-packages", "dist-packages")
