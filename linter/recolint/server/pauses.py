"""When an edited document is checked: at once, or, if its checks take long, when the user pauses."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

QUICK_SECONDS = 0.1
"""A check that takes less does not delay the next letter."""

LONGEST_SECONDS = 1.0
"""The longest pause to wait for."""


class Pauses:
    """Checks documents, by their URIs. A check of a large document waits for a pause as long as the last check took."""

    def __init__(self, check: Callable[[str], None], after_pause: Callable[[], None]) -> None:
        """``check`` checks the document of a URI, open or not. ``after_pause`` is called after a check that waited."""
        self._check = check
        self._after_pause = after_pause
        self._seconds: dict[str, float] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def edited(self, uri: str) -> None:
        """Check the document ``uri`` now, or when no other edit follows for a while."""
        self._cancel(uri)
        seconds = self._seconds.get(uri, 0.0)
        if seconds < QUICK_SECONDS:
            self.now(uri)
        else:
            loop = asyncio.get_running_loop()
            self._waiting[uri] = loop.call_later(min(seconds, LONGEST_SECONDS), self._late, uri)

    def now(self, uri: str) -> None:
        """Check the document ``uri``, and note how long that takes."""
        self._cancel(uri)
        started = time.perf_counter()
        self._check(uri)
        self._seconds[uri] = time.perf_counter() - started

    def forget(self, uri: str) -> None:
        """Forget the document ``uri``, which is closed."""
        self._cancel(uri)
        self._seconds.pop(uri, None)

    def _late(self, uri: str) -> None:
        self.now(uri)
        self._after_pause()

    def _cancel(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
