"""The directories that a server may read for a client. Only servers load this module: a check has no use for it."""

from __future__ import annotations

from contextvars import ContextVar

GRANTED: ContextVar[tuple[str, ...] | None] = ContextVar("granted", default=None)
"""The directories with all specs and code that may be read, without links; ``None``: any."""
