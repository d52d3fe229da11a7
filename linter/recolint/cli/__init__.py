"""The command line: from argv to an exit code. The only place that prints, exits and wires."""

from __future__ import annotations

import sys


def entry() -> None:
    """The console script ``recolint``."""
    from recolint.cli.main import main
    from recolint.cli.streams import Streams

    sys.exit(main(sys.argv[1:], Streams.of_process()))
