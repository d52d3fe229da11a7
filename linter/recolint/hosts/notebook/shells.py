"""The shell in a notebook: what follows ``!``, and cells of ``%%bash``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import Span
from recolint.hosts.modules import Ask
from recolint.hosts.notebook.file import Shells
from recolint.hosts.shell import read_line, read_script
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HostReading

_FILLED = re.compile(r"\{[A-Za-z_][\w.\[\]()'\"]*\}")
"""What IPython fills in: ``{role}``, ``{config['role']}``."""


def shells(ask: Ask) -> Shells:
    """The readers of shell; ``ask`` gives them the text of files."""

    def line(text: str, _: Ask) -> HostReading:
        return read_line(Traced.joined(_parts(text), Span(0, len(text))), ask)

    def script(text: str, _: Ask) -> HostReading:
        return read_script(Traced.of(text), ask)

    return Shells(line, script)


def _parts(text: str) -> Iterator[Traced]:
    done = 0
    for found in _FILLED.finditer(text):
        yield Traced.of(text, done, found.start())
        yield Traced.hole(Span(*found.span()), found[0])
        done = found.end()
    yield Traced.of(text, done)
