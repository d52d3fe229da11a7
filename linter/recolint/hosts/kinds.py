"""The kinds of files that may contain requests, and their readers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from enum import Enum
from pathlib import PurePath

from recolint.base.text import Source, suffix
from recolint.hosts.mention import mentions_request
from recolint.hosts.tree import HostReading

Ask = Callable[[str], str | None]
"""Returns the text of a file of the repository, by its path as the host writes it; ``None`` if there is no file."""


class HostKind(Enum):
    """What a file is, by its name; for a file without a suffix, by its first line."""

    PYTHON = "Python"
    NOTEBOOK = "notebook"
    SHELL = "shell script"
    MARKDOWN = "Markdown"
    MAKEFILE = "makefile"
    PIPELINE = "CI pipeline"
    DATA = "state machine, trail or saved answer"
    """JSON or YAML that is not a spec; its content shows which of these it is."""


_SUFFIXES = {
    ".py": HostKind.PYTHON,
    ".ipynb": HostKind.NOTEBOOK,
    ".sh": HostKind.SHELL,
    ".bash": HostKind.SHELL,
    ".md": HostKind.MARKDOWN,
    ".mk": HostKind.MAKEFILE,
    ".json": HostKind.DATA,
    ".jsonl": HostKind.DATA,
    ".yaml": HostKind.DATA,
    ".yml": HostKind.DATA,
}
_NAMES = {"Makefile": HostKind.MAKEFILE, "makefile": HostKind.MAKEFILE, "GNUmakefile": HostKind.MAKEFILE}
_SHEBANG = re.compile(rb"#![^\n]*\b(?:(ba|da|k|z)?sh|(python)[0-9.]*)\b")


def kind(path: str, data: bytes) -> HostKind | None:
    """What kind of host the file ``path`` with ``data`` is; ``None`` for one that is not read."""
    if is_pipeline(path):
        return HostKind.PIPELINE
    name = os.path.basename(path)  # noqa: PTH119  a run asks it of each file
    ending = suffix(name)
    known = _NAMES.get(name) or _SUFFIXES.get(ending)
    if known is not None or ending:
        return known
    shebang = _SHEBANG.match(data)
    return None if shebang is None else HostKind.PYTHON if shebang[2] else HostKind.SHELL


def is_pipeline(path: str) -> bool:
    """Whether the file ``path`` is one of GitHub's workflows or actions, or GitLab's CI file."""
    if ".git" not in path:
        return False
    pure = PurePath(path)
    if pure.name in {".gitlab-ci.yml", ".gitlab-ci.yaml"}:
        return True
    return pure.suffix in {".yml", ".yaml"} and pure.parts[-3:-1] == (".github", "workflows")


def read_host(source: Source, of: HostKind, ask: Ask) -> HostReading:
    """The requests in ``source``, a file of the kind ``of``; never raises, runs nothing."""
    if not mentions_request(source.encode()):
        return HostReading()
    return _READERS[of](source, ask)


def _python(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.python import read_python

    return read_python(source, ask)


def _notebook(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.notebook import read_notebook

    return read_notebook(source, ask)


def _shell(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.shell import read_shell

    return read_shell(source, ask)


def _markdown(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.markdown import read_markdown

    return read_markdown(source, ask, {"python": _python, "py": _python})


def _makefile(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.pipelines import read_makefile

    return read_makefile(source, ask)


def _pipeline(source: Source, ask: Ask) -> HostReading:
    from recolint.hosts.pipelines import read_pipeline

    return read_pipeline(source, ask)


def _data(source: Source, ask: Ask) -> HostReading:  # noqa: ARG001  every reader takes the same two
    from recolint.hosts.machine import read_machine
    from recolint.hosts.trail import read_trail

    found = read_machine(source)
    return found if found.requests or found.faults else read_trail(source)


# Each reader is imported when a file needs it: a run over specs needs none.
_READERS: dict[HostKind, Callable[[Source, Ask], HostReading]] = {
    HostKind.PYTHON: _python,
    HostKind.NOTEBOOK: _notebook,
    HostKind.SHELL: _shell,
    HostKind.MARKDOWN: _markdown,
    HostKind.MAKEFILE: _makefile,
    HostKind.PIPELINE: _pipeline,
    HostKind.DATA: _data,
}
