"""The folders of installed packages, and the commits that they were installed from."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from recolint.io.paths import is_repository


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
    installed = [one for one in places or () if os.path.dirname(os.path.realpath(one)) != here]
    return next((Path(place, *below) for place in installed if Path(place, *below).is_dir()), None)


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
