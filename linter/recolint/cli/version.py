"""``recolint version``."""

from __future__ import annotations

from typing import NamedTuple

import recolint
from recolint.cli.command import Command
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams


class Arguments(NamedTuple):
    """None."""


def run(arguments: Arguments, streams: Streams) -> int:  # noqa: ARG001  every command takes the same two
    """Print name and version."""
    streams.write(f"recolint {recolint.__version__}\n")
    return Exit.CLEAN


COMMAND = Command(Arguments, run)
