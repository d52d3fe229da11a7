"""Exit codes. The output format never changes the code."""

from __future__ import annotations

from enum import IntEnum

from recolint.base.errors import UserError


class Exit(IntEnum):
    """The exit codes of all commands."""

    CLEAN = 0
    """Nothing at or above ``--fail-on``."""
    FINDINGS = 1
    """Something at or above ``--fail-on``."""
    USAGE = 2
    """Command line, config, rule package, a path that is missing, nothing to check."""
    CRASH = 3
    """A rule raised."""
    AWS = 4
    """AWS refused, could not be reached, or there are no credentials."""
    UNCONFIRMED = 5
    """The user did not confirm the cost, or it may exceed the limit."""
    JOB_FAILED = 6
    """The job failed or was stopped."""
    DEADLINE = 7
    """The job has not ended in time."""
    INTERNAL = 70
    """A fault of recolint itself."""
    INTERRUPTED = 130
    """Ctrl-C."""
    TERMINATED = 143
    """SIGTERM."""


class UsageError(UserError):
    """A command line that asks for what cannot be done."""
