"""What is said of rules that raised."""

from __future__ import annotations

from recolint.cli.streams import Streams
from recolint.run import Run


def say(run: Run, streams: Streams) -> None:
    """Name each rule that crashed in ``run``, its package, and the spec."""
    for crash in run.crashes:
        where = f" on {crash.spec.path}, document {crash.spec.index}" if crash.spec else ""
        streams.say(f"rule {crash.code} of package {crash.package} crashed{where}: {crash.error}")
