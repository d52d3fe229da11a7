"""What the harness raises."""

from __future__ import annotations


class BrokenPromiseError(AssertionError):
    """An example of a rule does not behave as it says. The message names the rule, the example and the promise."""
