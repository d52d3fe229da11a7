"""Regular expressions that a team's policy gives in a rule's options."""

from __future__ import annotations

import re


def fault(pattern: str) -> str | None:
    """What a config has wrong whose ``pattern`` is no regular expression, or ``None`` when it is one."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"got {pattern!r}, wanted a regular expression: {error}"
    return None
