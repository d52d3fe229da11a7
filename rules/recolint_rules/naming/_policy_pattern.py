"""Regular expressions that a team's policy gives in a rule's options."""

from __future__ import annotations

from collections.abc import Iterable

from recolint.plugin import MOST_STATES, PatternError, pattern


def fault(texts: Iterable[str]) -> str | None:
    """What is wrong with ``texts`` as the patterns of one option; ``None`` when they can all be used together."""
    states = 0
    for text in texts:
        try:
            states += pattern(text).states
        except PatternError as error:
            return f"got {text[:40]!r}, wanted a regular expression: {error}"
    if states > MOST_STATES:
        return f"the patterns come to {states} states together; the maximum is {MOST_STATES}"
    return None
