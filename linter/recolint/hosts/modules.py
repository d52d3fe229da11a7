"""Modules of a repository by the names that imports write."""

from __future__ import annotations

import sys
from collections.abc import Callable

Ask = Callable[[str], str | None]


def modules(ask: Ask) -> Ask:
    """What gives the text of a module by its dotted name (``jobs.config``, ``.config``), from ``ask`` for files."""

    def text(name: str) -> str | None:
        path = _path(name)
        if path is None:
            return None
        found = ask(f"{path}.py")
        return ask(f"{path}/__init__.py") if found is None else found

    return text


def _path(name: str) -> str | None:
    """The path of the module ``name`` without its suffix; ``None`` for what no file of a repository can be."""
    inner = name.lstrip(".")
    above = len(name) - len(inner)
    words = inner.split(".")
    if not all(map(str.isidentifier, words)) or (not above and words[0] in sys.stdlib_module_names):
        return None
    return ("./" if above == 1 else "../" * (above - 1)) + "/".join(words)
