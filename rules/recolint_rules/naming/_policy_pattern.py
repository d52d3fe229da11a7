"""Regular expressions in the rule options of a team's policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from recolint.plugin import MAX_STATES, PatternError, pattern

_LONGEST = 40


def fault(texts: Iterable[str]) -> str | None:
    """The fault of ``texts`` as the patterns of one option; ``None`` if all can be used together."""
    states = 0
    for text in texts:
        try:
            states += pattern(text).states
        except PatternError as error:
            right = next(filter(_is_pattern, _likely(text, str(error))), None)
            hint = f"; write {right[:_LONGEST]!r}" if right is not None else ""
            return f"expected a regular expression, found {text[:_LONGEST]!r}: {error}{hint}"
    if states > MAX_STATES:
        return f"the patterns have {states} states in total; the maximum is {MAX_STATES}"
    return None


def _likely(text: str, why: str) -> Iterator[str]:
    """The likely meaning of ``text``: a glob as a regular expression, an open bracket as a literal character."""
    if why.startswith("nothing to repeat"):
        yield re.sub(r"(?<![\w.\])}\\])\*", ".*", text)
    for start, sign in (("unterminated character set", "["), ("missing )", "(")):
        if why.startswith(start) and sign in text:
            before, _, after = text.rpartition(sign)
            yield f"{before}\\{sign}{after}"


def _is_pattern(text: str) -> bool:
    try:
        pattern(text)
    except PatternError:
        return False
    return True
