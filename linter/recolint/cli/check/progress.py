"""The progress line of a long check. A terminal shows it after a second, until recolint writes anything else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from recolint.base.text import plural
from recolint.check.tasks import Task, lines_in
from recolint.cli.check.arguments import ReportOptions
from recolint.cli.streams import PREFIX, Streams

_AFTER = 1.0
"""Seconds. What ends sooner needs no words."""
_EACH = 0.2
_ERASE = "\r\x1b[K"

Told = Callable[[Task], None]


@contextmanager
def progress(
    options: ReportOptions, streams: Streams, clock: Callable[[], float] = time.monotonic
) -> Iterator[Told | None]:
    """A callback for each checked task; ``None`` without a terminal or with ``--quiet``."""
    is_seen = streams.stderr.isatty() and streams.environment.get("TERM") != "dumb"
    # Findings that a terminal shows during the check would end up in the same line.
    is_mixed = options.output_format == "jsonl" and options.output_file is None and streams.stdout.isatty()
    if options.quiet or not is_seen or is_mixed:
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
        self._files = 0
        self._lines = 0

    def tell(self, task: Task) -> None:
        """Count ``task``, and show how many are done, though not after each of them."""
        lines = lines_in(task)
        self._lines += lines
        self._files += not lines
        now = self._clock()
        if now >= self._next:
            self._next = now + _EACH
            self._shown = True
            counts = ((self._files, "file"), (self._lines, "line"))
            done = " and ".join(plural(count, noun) for count, noun in counts if count)
            self._streams.tell(f"{_ERASE}{PREFIX}{done} checked")

    def erase(self) -> None:
        """Leave nothing behind."""
        if self._shown:
            self._shown = False
            self._streams.tell(_ERASE)
