"""The readers of files that may contain requests, each imported when a file needs it."""

from __future__ import annotations

from collections.abc import Callable

from recolint.base.text import Source
from recolint.hosts.kinds import HostKind, mentions_request
from recolint.hosts.tree import HostReading

Ask = Callable[[str], str | None]
"""Returns the text of a file of the repository, by its path as the host writes it; ``None`` if there is no file."""


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


_READERS: dict[HostKind, Callable[[Source, Ask], HostReading]] = {
    HostKind.PYTHON: _python,
    HostKind.NOTEBOOK: _notebook,
    HostKind.SHELL: _shell,
    HostKind.MARKDOWN: _markdown,
    HostKind.MAKEFILE: _makefile,
    HostKind.PIPELINE: _pipeline,
    HostKind.DATA: _data,
}
