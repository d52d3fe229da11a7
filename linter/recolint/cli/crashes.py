"""What is said of rules that raised."""

from __future__ import annotations

from recolint.cli.streams import Streams
from recolint.report.style import crashed
from recolint.run import Run


def say(run: Run, streams: Streams) -> None:
    """Name each rule that crashed in ``run``, its package, and the spec."""
    for crash in run.crashes:
        streams.say(crashed(crash))
