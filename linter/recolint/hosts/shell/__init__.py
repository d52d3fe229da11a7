"""Requests in shell scripts: ``aws sagemaker create-inference-recommendations-job``. Scripts are read and never run."""

from __future__ import annotations

import re

from recolint.base.text import Source
from recolint.hosts.shell.files import Ask
from recolint.hosts.shell.parser import parse_line
from recolint.hosts.shell.reader import read_script, read_statements
from recolint.hosts.traced import Traced
from recolint.hosts.tree import HostReading

__all__ = ["Ask", "read_line", "read_magic", "read_script", "read_shell"]

_FILLED_IN = re.compile(r"\{[ ]*[A-Za-z_][^{}\"':,]*\}|\$\$?\{?[A-Za-z_][\w.]*\}?")


def read_shell(source: Source, ask: Ask) -> HostReading:
    """The requests in the script ``source``; never raises. ``ask`` returns the text of a nearby file, or ``None``."""
    return read_script(Traced.of(source.text), ask)


def read_line(script: Traced, ask: Ask) -> HostReading:
    """The requests in the first command of ``script``; what follows its line, or its last line, is not read."""
    statements, broken = parse_line(script)
    return read_statements(statements, broken, script, ask)


def read_magic(script: Traced, ask: Ask) -> HostReading:
    """The requests in a shell line of a notebook, ``!aws ...`` without its sign: what Python fills in is unknown."""
    return read_script(script.replaced(_FILLED_IN, lambda _: None), ask)
