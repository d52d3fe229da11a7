"""``recolint version``."""

from __future__ import annotations

from typing import Any

import recolint
from recolint.cli.exits import Exit
from recolint.cli.streams import Streams


def configure(parser: Any) -> None:
    """Add the options of the command."""


def run(arguments: Any, streams: Streams) -> int:  # noqa: ARG001  every command takes the same two
    """Print name and version."""
    streams.write(f"recolint {recolint.__version__}\n")
    return Exit.CLEAN
