"""``--output table``: nested data as sections of one table, as the AWS CLI draws it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recolint.base.text import visible

_PADDING = 4
_BORDER = 2


@dataclass(slots=True)
class _Section:
    """A title with a table of text below it, ``depth`` frames within the whole."""

    title: str
    depth: int
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def lines(self) -> list[list[str]]:
        return [self.header, *self.rows] if self.header else self.rows

    def widths(self) -> list[int]:
        columns = zip(*self.lines, strict=True) if self.lines else ()
        return [max(map(_columns, column)) + _PADDING for column in columns]

    def total(self) -> int:
        frames = _BORDER + 2 * self.depth
        return max(_columns(self.title) + frames, sum(self.widths()) + frames if self.lines else 0)

    def upright(self) -> _Section:
        """A single row with a header, turned into a line for each of its cells."""
        if len(self.rows) != 1 or not self.header:
            return self
        rows = [list(pair) for pair in zip(self.header, self.rows[0], strict=True)]
        return _Section(self.title, self.depth, rows=rows)


def render(title: str, answer: Any, width: int) -> str:
    """``answer`` (plain data) as a table; a row wider than ``width`` columns is shown as a list."""
    sections = list(_sections(title, answer, 0))
    if not sections:
        return ""
    total = max(section.total() for section in sections)
    if total > width:
        sections = [section.upright() for section in sections]
        total = max(section.total() for section in sections)
    lines = ["-" * total]
    for section in sections:
        frame = "|" * section.depth
        lines += [frame + line + frame for line in _drawn(section, total - 2 * section.depth)]
    return "".join(f"{line}\n" for line in lines)


def _sections(title: str, value: Any, depth: int) -> Iterator[_Section]:
    if not value:
        return
    title = visible(title)
    if isinstance(value, dict):
        yield from _of_structure(title, value, depth)
    elif isinstance(value, list) and isinstance(value[0], dict):
        yield from _of_structures(title, value, depth)
    elif isinstance(value, list):
        yield from _of_items(title, value, depth)
    else:
        yield _Section(title, depth)


def _of_items(title: str, items: list[Any], depth: int) -> Iterator[_Section]:
    section = _Section(title, depth)
    for item in items:
        section.rows.append([_shown(one) for one in item] if isinstance(item, list) else [_shown(item)])
    # Rows of unequal length come from a --query alone.
    longest = max(map(len, section.rows))
    section.rows = [row + [""] * (longest - len(row)) for row in section.rows]
    yield section


def _of_structure(title: str, members: dict[str, Any], depth: int) -> Iterator[_Section]:
    scalars = sorted(name for name, value in members.items() if not isinstance(value, (dict, list)))
    section = _Section(title, depth)
    if len(scalars) == 1:
        section.rows = [[visible(scalars[0]), _shown(members[scalars[0]])]]
    elif scalars:
        section.header = list(map(visible, scalars))
        section.rows = [[_shown(members[name]) for name in scalars]]
    yield section
    for name in sorted(members.keys() - set(scalars)):
        yield from _sections(name, members[name], depth + 1)


def _of_structures(title: str, items: list[dict[str, Any]], depth: int) -> Iterator[_Section]:
    nested = sorted({name for item in items for name, value in item.items() if isinstance(value, (dict, list))})
    header = sorted({name for item in items for name in item} - set(nested))
    titles = list(map(visible, header))
    if not nested:
        yield _Section(title, depth, titles, [[_shown(item.get(name, "")) for name in header] for item in items])
        return
    for item in items:
        yield _Section(title, depth, titles, [[_shown(item.get(name, "")) for name in header]])
        for name in nested:
            yield from _sections(name, item.get(name), depth + 1)


def _shown(value: Any) -> str:
    return visible(str(value))


def _drawn(section: _Section, total: int) -> Iterator[str]:
    if section.title:
        yield _cell(section.title, total, "|", centred=True)
        if not section.lines:
            yield f"+{'-' * (total - 2)}+"
    widths = _scaled(section.widths(), total)
    if not widths:
        return
    rule = "+" + "".join("-" * (width - 1 - (not index)) + "+" for index, width in enumerate(widths))
    if section.header:
        yield rule
        yield _row(section.header, widths, centred=True)
    if section.rows:
        yield rule
        for row in section.rows:
            yield _row(row, widths, centred=False)
        yield rule


def _row(cells: list[str], widths: list[int], *, centred: bool) -> str:
    edges = ["|", *[""] * (len(cells) - 1)]
    pieces = zip(cells, widths, edges, strict=True)
    return "".join(_cell(cell, width, edge, centred=centred) for cell, width, edge in pieces)


def _cell(text: str, width: int, edge: str, *, centred: bool) -> str:
    """``text`` between ``edge`` on the left and a bar on the right, ``width`` columns in total."""
    taken = _columns(text)
    fits = taken + len(edge) + 3 <= width
    left = width // 2 - taken // 2 - 1 if centred else 2 * fits
    right = width - len(edge) - left - taken - 1
    return f"{edge}{' ' * left}{text}{' ' * right}|"


def _scaled(widths: list[int], total: int) -> list[int]:
    """``widths`` stretched in proportion, so that their sum is ``total``."""
    if not widths:
        return []
    factor = total / sum(widths)
    scaled = [round(factor * width) for width in widths]
    excess = sum(scaled) - total
    while excess:
        order = range(len(scaled)) if excess > 0 else reversed(range(len(scaled)))
        step = 1 if excess > 0 else -1
        for index in order:
            scaled[index] -= step
            excess -= step
            if not excess:
                break
    return scaled


def _columns(text: str) -> int:
    """How many columns ``text`` takes; a wide character takes two, and one of unsure width is taken for wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
