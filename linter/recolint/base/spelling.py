"""The right word that is nearest to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable

_SEPARATORS = str.maketrans("", "", "-_ \u00a0\u201c\u201d\u201e\u2018\u2019")

_LEAST = 4
"""Letters of a part that tell a word from another."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``word`` most likely means, or ``None``: equal up to case and separators, else close."""
    known = list(candidates)
    by_form = {normalize(candidate): candidate for candidate in reversed(known)}
    if (same := by_form.get(normalize(word))) is not None:
        return same
    # Two letters swapped are the likeliest slip.
    if (swapped := next((one for one in by_form if sorted(one) == sorted(normalize(word))), None)) is not None:
        return by_form[swapped]
    # difflib costs some milliseconds to import, and only a wrong word needs it.
    from difflib import get_close_matches

    close = get_close_matches(normalize(word), by_form, cutoff=0.7)
    return by_form[close[0]] if close else None


def shortened(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that ``word`` is a part of, ``Traffic`` of ``TrafficPattern``; ``None`` where several are."""
    part = normalize(word)
    found = [candidate for candidate in candidates if part in normalize(candidate)] if len(part) >= _LEAST else []
    return found[0] if len(found) == 1 else None


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """``; did you mean X?``, or nothing when no candidate is near."""
    candidate = nearest(word, candidates)
    return "" if candidate is None else f"; did you mean {candidate}?"


def normalize(word: str) -> str:
    """``word`` without case, separators and typographic quotes: what ``job-name`` and ``JobName`` have in common."""
    return word.translate(_SEPARATORS).casefold()
