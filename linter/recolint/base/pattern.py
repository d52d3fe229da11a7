r"""Regular expressions from a user. None can hang a run, however it is written.

Python's ``re`` tries one way through a pattern after the other, and ``(a+)+x`` has more ways through a row of ``a``
than there is time. Here all ways are followed at once: from the end of the text backwards, each state of the pattern
learns the set of positions from which the rest matches. A set only grows, so a match takes at most states times
characters steps. That takes about 50 us for a name. Where ``re`` has few ways to try, it matches itself, in 0.2 us: the
ways are counted from the pattern and the length of the text.

The syntax, and what each character, class and anchor matches, is that of ``re``: its own parser reads the pattern, and
its own compiler makes the tests of single characters. Not possible are backreferences and conditions (``\1``,
``(?(1)...)``), and atomic groups of more than a repeated character: what they match depends on the way.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from recolint.base.automaton import LEAVES, MAX_STATES, Builder, Item, PatternError, Spend, Text, free
from recolint.base.named_tuple import NamedTuple

# Private, and the same in every version of Python that recolint knows; a property test compares the results with re's.
from re import _constants, _parser  # type: ignore[attr-defined]  # isort: skip

__all__ = ["MAX_CHARACTERS", "MAX_STATES", "Pattern", "PatternError", "pattern"]

MAX_CHARACTERS = 4000

MAX_WAYS = 20_000
"""The maximum number of ways that ``re`` may try for one text: about a millisecond at worst."""


class Pattern:
    """A regular expression for whole texts. ``states`` says how much work it is."""

    def __init__(self, text: str) -> None:
        """Take the pattern; raises ``PatternError``."""
        builder = Builder()
        try:
            tree = _parsed(text)
            self._program = builder.program(tree, tree.state.flags)
            self._ways = _ways(tree)
        except RecursionError as error:
            raise PatternError("it is nested too deeply") from error
        self.states = builder.states
        self._plain = re.compile(text)

    def fullmatch(self, text: str, spend: Spend | None = None) -> bool:
        """Whether the whole of ``text`` matches, as with ``re.fullmatch``.

        ``spend`` receives the number of steps before they run, each about 0.3 us. It may raise if there are too many.
        """
        ways = MAX_WAYS + 1 if self._ways is None else self._ways.of(len(text))
        if ways <= MAX_WAYS:
            if spend is not None:
                spend(1 + ways // 8)
            return self._plain.fullmatch(text) is not None
        return bool(self._program.starts(Text(text), 1 << len(text), spend or free) & 1)


@cache
def pattern(text: str) -> Pattern:
    """The pattern ``text``, made once; raises ``PatternError``."""
    return Pattern(text)


def _parsed(text: str) -> Any:
    if len(text) > MAX_CHARACTERS:
        raise PatternError(f"it has {len(text)} characters; the maximum is {MAX_CHARACTERS}")
    with warnings.catch_warnings():
        # A warning about a later version of Python does not help the user who runs a check.
        warnings.simplefilter("ignore")
        try:
            # It refuses more than the parser alone, such as a look behind of varying width.
            re.compile(text)
            return _parser.parse(text)
        except (re.error, OverflowError) as error:
            raise PatternError(str(error)) from error


class _Ways(NamedTuple):
    """How many ways through a pattern there are: ``factor``, times the length of the text to the ``power``."""

    factor: int
    power: int

    def of(self, length: int) -> int:
        return self.factor * int((length + 1) ** self.power)


def _ways(items: Iterable[Item]) -> _Ways | None:
    """The most ways that ``re`` may try through ``items``; ``None`` for what may be repeated in many ways."""
    factor, power = 1, 0
    for kind, value in items:
        if kind in LEAVES or kind is _constants.AT:
            continue
        if kind is _constants.SUBPATTERN:
            inner = _ways(value[3])
        elif kind is _constants.BRANCH:
            inner = _any_of([_ways(way) for way in value[1]])
        elif kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            inner = _repeated(*value)
        else:
            return None
        if inner is None:
            return None
        factor, power = factor * inner.factor, power + inner.power
    return _Ways(factor, power)


def _any_of(ways: Sequence[_Ways | None]) -> _Ways | None:
    known = [one for one in ways if one is not None]
    if len(known) < len(ways):
        return None
    return _Ways(sum(one.factor for one in known), max(one.power for one in known))


def _repeated(least: Any, most: Any, inner: Any) -> _Ways | None:
    if len(inner) == 1 and inner[0][0] in LEAVES:
        return _Ways(1, 1) if most is _constants.MAXREPEAT else _Ways(most - least + 1, 0)
    once = _ways(inner)
    if once is not None and (least, most) == (0, 1):
        return _Ways(once.factor + 1, once.power)
    # Nothing, repeated a billion times, is a billion steps to re.
    is_wide = inner.getwidth()[0] > 0
    return once if once == (1, 0) and least == most and is_wide else None
