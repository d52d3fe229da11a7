"""The progress line of a long check. A terminal shows it after a second, until recolint writes anything else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from recolint.cli.check.arguments import ReportOptions
from recolint.cli.streams import Streams

_AFTER = 1.0
"""Seconds. What ends sooner needs no words."""
_EACH = 0.2
_ERASE = "\r\x1b[K"

Told = Callable[[int], None]


@contextmanager
def progress(
    options: ReportOptions, streams: Streams, clock: Callable[[], float] = time.monotonic
) -> Iterator[Told | None]:
    """A callback for the number of checked files; ``None`` without a terminal or with ``--quiet``."""
    is_seen = streams.stderr.isatty() and streams.environment.get("TERM") != "dumb"
    # A report that is written during the check would end up in the same line.
    if options.quiet or not is_seen or options.output_format == "jsonl":
        yield None
        return
    line = _Line(streams, clock)
    try:
        yield line.tell
    finally:
        line.erase()


class _Line:
    def __init__(self, streams: Streams, clock: Callable[[], float]) -> None:
        self._streams = streams
        self._clock = clock
        self._next = clock() + _AFTER
        self._shown = False

    def tell(self, count: int) -> None:
        """Show ``count``, though not each of them."""
        now = self._clock()
        if now >= self._next:
            self._next = now + _EACH
            self._shown = True
            self._streams.tell(f"{_ERASE}recolint: {count} files checked")

    def erase(self) -> None:
        """Leave nothing behind."""
        if self._shown:
            self._shown = False
            self._streams.tell(_ERASE)
