"""What a user has to fix before a command can run."""

from __future__ import annotations


class UserError(Exception):
    """A wrong command line, config, rule package or path. The message says what is wrong, and what was expected."""
