"""A text that a host computes, with the place of each character in the file.

A script in a YAML block scalar, a JSON text in the quotes of a shell, a here-document with variables: the text that
counts is another than the text of the file. A reader reads ``Traced.text`` and asks ``span`` for the file's places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from recolint.base.text import Span

HOLE = "\ue000"
"""The character in ``Traced.text`` for each part that only a run of the host would show.

A character for private use: JSON and YAML allow it, and it ends no word. ``Traced.of`` takes those that a file has for
holes too, so that none of them is read as known.
"""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a text, ``start`` to ``end``, that is the value of a variable, and the literal assigned to it."""

    start: int
    end: int
    literal: Span


@dataclass(frozen=True, slots=True)
class Traced:
    """``text``, and for each character the offsets in the host's file where it starts and ends.

    ``whole`` is the place of the whole, which an empty text has as well. ``said`` says how the host writes a hole.
    ``regions`` are in order and not nested.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    whole: Span
    said: Mapping[int, str] = field(default_factory=dict)
    regions: tuple[Region, ...] = ()

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Traced:
        """The stretch ``start`` to ``end`` of the host's own text."""
        end = len(text) if end is None else end
        said = dict.fromkeys(_found(text, start, end), HOLE) if HOLE in text else {}
        return cls(text[start:end], range(start, end), range(start + 1, end + 1), Span(start, end), said)

    @classmethod
    def hole(cls, span: Span, said: str) -> Traced:
        """Nothing but a part that is not known."""
        return cls(HOLE, (span.start,), (span.end,), span, {0: said})

    @classmethod
    def at(cls, text: str, span: Span) -> Traced:
        """``text`` from another file; each character has the place ``span``."""
        said = dict.fromkeys(_found(text, 0, len(text)), HOLE) if HOLE in text else {}
        return cls(text, Same(span.start, len(text)), Same(span.end, len(text)), span, said)

    @classmethod
    def joined(cls, parts: Iterable[Traced], whole: Span) -> Traced:
        """The ``parts`` one after the other; ``whole`` is the place of the result."""
        kept = [part for part in parts if part.text]
        if len(kept) == 1:
            only = kept[0]
            return cls(only.text, only.starts, only.ends, whole, only.said, only.regions)
        starts: list[int] = []
        ends: list[int] = []
        said: dict[int, str] = {}
        regions: list[Region] = []
        for part, offset in zip(kept, accumulate((len(part.text) for part in kept), initial=0), strict=False):
            starts += part.starts
            ends += part.ends
            said |= {at + offset: words for at, words in part.said.items()}
            regions += (Region(one.start + offset, one.end + offset, one.literal) for one in part.regions)
        return cls("".join(part.text for part in kept), starts, ends, whole, said, tuple(regions))

    def as_region(self, literal: Span) -> Traced:
        """This text as the value of a variable to which ``literal`` was assigned."""
        if not self.text:
            return self
        regions = (Region(0, len(self.text), literal),)
        if not self.regions:
            return Traced(self.text, self.starts, self.ends, self.whole, self.said, regions)
        # Its characters come from several places, in no order.
        count = len(self.text)
        return Traced(self.text, Same(literal.start, count), Same(literal.end, count), literal, self.said, regions)

    def slice(self, start: int, end: int) -> Traced:
        """The stretch ``start`` to ``end``, without its regions."""
        said = {at: self.said.get(at + start, HOLE) for at in _found(self.text, start, end)} if self.said else {}
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end], self.span(start, end), said)

    def replaced(self, pattern: re.Pattern[str], keep: Callable[[str], str | None]) -> Traced:
        """This text with what ``keep`` returns for each match of ``pattern``; ``None`` makes a hole."""
        pieces: list[Traced] = []
        at = 0
        for match in pattern.finditer(self.text):
            span = self.span(*match.span())
            kept = keep(match[0])
            pieces.append(self.slice(at, match.start()))
            pieces.append(Traced.hole(span, match[0]) if kept is None else Traced.at(kept, span))
            at = match.end()
        pieces.append(self.slice(at, len(self.text)))
        return Traced.joined(pieces, self.whole)

    def span(self, start: int, end: int) -> Span:
        """Where the stretch ``start`` to ``end`` is in the host's file.

        A stretch that reaches from the value of a variable into the text around it has the place of the whole text.
        """
        if start >= end:
            if start < len(self.text):
                return Span(self.starts[start], self.starts[start])
            return Span(self.ends[-1], self.ends[-1]) if self.text else self.whole
        if self._region(start) is not self._region(end - 1):
            return self.whole
        first, last = self.starts[start], self.ends[end - 1]
        return Span(first, last) if first <= last else self.whole

    def literal(self, start: int, end: int) -> Span | None:
        """The literal that was assigned to the variable with just the stretch as value: ``start`` to ``end``."""
        region = self._region(start)
        return region.literal if region is not None and (region.start, region.end) == (start, end) else None

    def words_of(self, start: int, end: int) -> str | None:
        """How the host writes the first hole in the stretch ``start`` to ``end``; ``None`` where all is known."""
        if not self.said:
            return None
        at = self.text.find(HOLE, start, end)
        return None if at < 0 else self.said.get(at, HOLE)

    @property
    def is_known(self) -> bool:
        """Whether the text has no hole."""
        return not self.said

    def _region(self, at: int) -> Region | None:
        if not self.regions:
            return None
        index = bisect_right(self.regions, at, key=lambda one: one.start) - 1
        return self.regions[index] if index >= 0 and at < self.regions[index].end else None


@dataclass(frozen=True, slots=True)
class Same(Sequence[int]):
    """``length`` times the same ``number``."""

    number: int
    length: int

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, at: int | slice) -> int | Sequence[int]:  # type: ignore[override]
        if isinstance(at, slice):
            return Same(self.number, len(range(*at.indices(self.length))))
        if not -self.length <= at < self.length:
            raise IndexError(at)
        return self.number


def _found(text: str, start: int, end: int) -> Iterable[int]:
    at = text.find(HOLE, start, end)
    while at >= 0:
        yield at - start
        at = text.find(HOLE, at + 1, end)
