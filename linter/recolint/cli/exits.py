"""Exit codes. The output format never changes the code."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a command tells its caller."""

    CLEAN = 0
    """Nothing at or above ``--fail-on``."""
    FINDINGS = 1
    """Something at or above ``--fail-on``."""
    USAGE = 2
    """Command line, config, rule package, a path that is missing, nothing to check."""
    CRASH = 3
    """A rule raised."""
    INTERRUPTED = 130
    """Ctrl-C."""


class UsageError(Exception):
    """Something that the user has to put right before a command can run; the message says what."""
