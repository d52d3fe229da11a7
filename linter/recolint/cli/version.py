"""``recolint version``."""

from __future__ import annotations

from typing import Any

import recolint
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams


def add_parser(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("version", help="print the version", description="Print the version.")
    parser.set_defaults(run=run, parser=parser)


def run(arguments: Any, streams: Streams) -> int:  # noqa: ARG001  every command takes the same two
    """Print name and version."""
    streams.stdout.write(f"recolint {recolint.__version__}\n")
    return Exit.CLEAN
