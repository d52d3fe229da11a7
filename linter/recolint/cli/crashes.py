"""The report about rules that raised."""

from __future__ import annotations

from recolint.check.run import Run
from recolint.cli.streams import Streams
from recolint.report.shared.style import crashed


def report_crashes(run: Run, streams: Streams) -> None:
    """Name each rule that crashed in ``run``, its package, and the spec."""
    for crash in run.crashes:
        streams.say(crashed(crash))
