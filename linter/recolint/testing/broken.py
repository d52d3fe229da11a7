"""The exceptions of the harness."""

from __future__ import annotations


class BrokenPromiseError(AssertionError):
    """A rule does not behave as its example promises. The message names the rule, the example and the promise."""
