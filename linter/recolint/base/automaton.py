"""A regular expression as an automaton that follows all ways at once: see ``base.pattern``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from heapq import heappop, heappush
from typing import Any, Protocol

# Private, and the same in every version of Python that recolint knows; a property test compares the results with re's.
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # isort: skip

MAX_STATES = 4000
"""The maximum for all patterns of an option: seconds of work at worst, and far more than honest patterns need."""

LEAVES = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.ANY, _constants.IN)

Spend = Callable[[int], None]

Item = tuple[Any, Any]
"""A piece of a pattern as the parser has it: a kind of ``_constants``, and what belongs to it."""


class PatternError(ValueError):
    """A pattern that cannot be used. The message says why."""


def free(_steps: int) -> None:
    """Accept any number of steps, for a caller that does not count them."""


class Text:
    """A text as sets of its positions: bit ``n`` stands for the place before character ``n``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.everywhere = (1 << len(text) + 1) - 1
        self.places: dict[str, int] = {}
        """Where each character is."""
        for position, character in enumerate(text):
            self.places[character] = self.places.get(character, 0) | 1 << position


class _Step(Protocol):
    """The requirement of a state at a position. The match then continues ``width`` characters further."""

    width: int

    def where(self, text: Text, spend: Spend) -> int:
        """The positions in ``text`` that meet the requirement."""


class _Leaf:
    """One character."""

    width = 1

    def __init__(self, test: re.Pattern[str]) -> None:
        self._test = cache(test.fullmatch)

    def where(self, text: Text, _spend: Spend) -> int:
        return sum(places for character, places in text.places.items() if self._test(character))


class _Anchor:
    """A place, such as the start or the border of a word."""

    width = 0

    def __init__(self, test: re.Pattern[str]) -> None:
        self._test = test

    def where(self, text: Text, _spend: Spend) -> int:
        return sum(1 << position for position in range(len(text.text) + 1) if self._test.match(text.text, position))


class _Look:
    """A lookahead, or a lookbehind of ``behind`` characters; ``negated``: the pattern must not match there."""

    width = 0

    def __init__(self, program: Program, behind: int, *, negated: bool) -> None:
        self._program = program
        self._behind = behind
        self._negated = negated

    def where(self, text: Text, spend: Spend) -> int:
        found = self._program.starts(text, text.everywhere, spend) << self._behind
        return text.everywhere & (~found if self._negated else found)


class _Never:
    """A step that matches nowhere."""

    width = 0

    def where(self, _text: Text, _spend: Spend) -> int:
        return 0


class _Always:
    """A step that matches everywhere and reads no character. It connects other steps."""

    width = 0

    def where(self, text: Text, _spend: Spend) -> int:
        return text.everywhere


class Program:
    """States, each with its step and with the states that lead to it. State 0 is the end of the pattern."""

    def __init__(self) -> None:
        self._steps: list[_Step] = [_Always()]
        self._sources: list[list[int]] = [[]]
        self.start = 0

    def add(self, step: _Step, targets: Iterable[int]) -> int:
        """The number of a new state that asks for ``step`` and then leads to any of ``targets``."""
        number = len(self._steps)
        self._steps.append(step)
        self._sources.append([])
        for target in targets:
            self.lead(number, target)
        return number

    def lead(self, source: int, target: int) -> None:
        """Let the state ``source`` lead to ``target`` too."""
        self._sources[target].append(source)

    def starts(self, text: Text, ends: int, spend: Spend) -> int:
        """The positions from which the whole pattern matches up to one of ``ends``."""
        where: dict[_Step, int] = {}
        known = [0] * len(self._steps)
        coming = [0] * len(self._steps)
        coming[0] = ends
        # The end of the pattern has the lowest numbers: what comes first is visited last, and again for loops only.
        waiting = [0]
        while waiting:
            state = heappop(waiting)
            new, coming[state] = coming[state], 0
            spend(1 + len(self._sources[state]))
            known[state] |= new
            for source in self._sources[state]:
                step = self._steps[source]
                if step not in where:
                    where[step] = step.where(text, spend)
                found = (new >> step.width) & where[step] & ~known[source]
                if found and not coming[source]:
                    heappush(waiting, source)
                coming[source] |= found
        return known[self.start]


class Builder:
    """Makes programs of parse trees, from their ends, and counts the states."""

    def __init__(self) -> None:
        self.states = 0
        self._steps: dict[tuple[str, int], _Step] = {}

    def program(self, tree: Sequence[Item], flags: int) -> Program:
        program = Program()
        program.start = self._sequence(program, tree, flags, 0)
        return program

    def _state(self, program: Program, step: _Step, *targets: int) -> int:
        self.states += 1
        if self.states > MAX_STATES:
            raise PatternError(f"its repetitions come to more than {MAX_STATES} states")
        return program.add(step, targets)

    def _sequence(self, program: Program, items: Sequence[Item], flags: int, target: int) -> int:
        for item in reversed(list(items)):
            target = self._item(program, item, flags, target)
        return target

    def _item(self, program: Program, item: Item, flags: int, target: int) -> int:
        """The state that begins ``item`` and, through it, leads to ``target``."""
        kind, value = item
        if kind in LEAVES or kind is _constants.AT:
            return self._state(program, self._simple(item, flags), target)
        if kind is _constants.SUBPATTERN:
            _, added, removed, inner = value
            return self._sequence(program, inner, _combined(flags, added, removed), target)
        if kind is _constants.BRANCH:
            ways = [self._sequence(program, way, flags, target) for way in value[1]]
            return self._state(program, _Always(), *ways)
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            return self._repeat(program, value, flags, target)
        if kind in (_constants.ASSERT, _constants.ASSERT_NOT):
            return self._state(program, self._look(item, flags), target)
        if kind is _constants.FAILURE:
            return self._state(program, _Never(), target)
        return self._sequence(program, _without_atomic(item), flags, target)

    def _repeat(self, program: Program, value: Any, flags: int, target: int) -> int:
        least, most, inner = value
        at = target
        if most is _constants.MAXREPEAT:
            at = self._state(program, _Always(), target)
            program.lead(at, self._sequence(program, inner, flags, at))
        else:
            for _ in range(most - least):
                at = self._state(program, _Always(), self._sequence(program, inner, flags, at), target)
        for _ in range(least):
            before = at
            at = self._sequence(program, inner, flags, at)
            if at == before:
                # An empty group, repeated however often.
                break
        return at

    def _look(self, item: Item, flags: int) -> _Look:
        kind, (direction, inner) = item
        behind = inner.getwidth()[0] if direction < 0 else 0
        return _Look(self.program(inner, flags), behind, negated=kind is _constants.ASSERT_NOT)

    def _simple(self, item: Item, flags: int) -> _Step:
        key = (repr(item), flags)
        if key not in self._steps:
            state = _parser.State()
            compiled = _compiler.compile(_parser.SubPattern(state, [item]), flags)
            self._steps[key] = _Anchor(compiled) if item[0] is _constants.AT else _Leaf(compiled)
        return self._steps[key]


def _combined(flags: int, added: int, removed: int) -> int:
    """``flags`` within a group that adds and removes some, as in ``(?i-s:...)``."""
    if added & _parser.TYPE_FLAGS:
        flags &= ~_parser.TYPE_FLAGS
    return (flags | added) & ~removed


def _without_atomic(item: Item) -> list[Item]:
    """An atomic group of a repeated character, as repetitions: to the maximum, or with no such character after them."""
    kind, value = item
    if kind is _constants.ATOMIC_GROUP and len(value) == 1 and value[0][0] is _constants.MAX_REPEAT:
        kind, value = _constants.POSSESSIVE_REPEAT, value[0][1]
    if kind is not _constants.POSSESSIVE_REPEAT or len(value[2]) != 1 or value[2][0][0] not in LEAVES:
        raise PatternError("backreferences, conditions and atomic groups are not supported")
    least, most, inner = value
    end = (_constants.ASSERT_NOT, (1, inner))
    if most is _constants.MAXREPEAT:
        return [(_constants.MAX_REPEAT, value), end]
    full = [(_constants.MAX_REPEAT, (most, most, inner))]
    if least == most:
        return full
    return [(_constants.BRANCH, (None, [full, [(_constants.MAX_REPEAT, (least, most - 1, inner)), end]]))]
