"""The errors that a user has to know or to fix when a command cannot run."""

from __future__ import annotations


class UserError(Exception):
    """A wrong command line, config, rule package or path. The message says what is wrong, and what was expected."""


class AwsError(Exception):
    """AWS refused, could not be reached, or there are no credentials. The message is for the user."""
