"""Markdown on a terminal: the kinds of blocks that pages of rules have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import visible
from recolint.report.shared.fold import folded
from recolint.report.shared.screen import BOLD, Screen
from recolint.report.shared.table import Column, table

_CODE, _LINK_COLOR = "36", "4"
_FENCE = "```"
_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((\S+?)\)")
_WIDEST, _LEAST = 100, 20
"""The maximum columns of a line of text, which is hard to read if longer, and the minimum columns of a code line."""

_MARGIN = "    "
"""The text before code."""


def rendered(markdown: str, screen: Screen) -> str:
    """``markdown`` for a terminal with colors, ended by a line feed; unknown Markdown is unchanged."""
    return "".join(f"{line.rstrip()}\n" for line in _lines(markdown.rstrip("\n").split("\n"), screen))


def _lines(lines: list[str], screen: Screen) -> Iterator[str]:
    is_code = False
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|") and not is_code:
            rows.append(line)
            continue
        yield from _table(rows, screen)
        rows = []
        if line.startswith(_FENCE):
            is_code = not is_code
        elif is_code:
            yield from _code(visible(line), screen)
        elif line.startswith("#"):
            yield folded(screen.paint(visible(line.lstrip("# ")), BOLD), screen.width)
        else:
            yield from _prose(line, screen)


def _code(line: str, screen: Screen) -> Iterator[str]:
    """``line``, folded to the screen; a mark says that the further lines continue the same line of code."""
    first, *rest = folded(line, None if screen.width is None else max(_LEAST, screen.width - len(_MARGIN))).split("\n")
    yield f"{_MARGIN}{screen.paint(first, _CODE)}"
    for one in rest:
        yield f"{screen.ellipsis.ljust(len(_MARGIN))}{screen.paint(one, _CODE)}"


def _prose(line: str, screen: Screen) -> Iterator[str]:
    shown = "\t".join(map(visible, line.split("\t")))
    painted = _SPAN.sub(lambda span: _painted(span, screen), shown)
    yield folded(painted, min(_WIDEST, screen.width or _WIDEST))


def _painted(span: re.Match[str], screen: Screen) -> str:
    if span[1] is not None:
        return screen.paint(span[1], _CODE)
    if span[2] is not None:
        return screen.paint(span[2], BOLD)
    return f"{screen.paint(span[3], _LINK_COLOR)} ({span[4]})"


def _table(rows: list[str], screen: Screen) -> Iterator[str]:
    if not rows:
        return
    head, _, *body = [[visible(cell.strip()) for cell in row.strip("|").split("|")] for row in rows]
    columns = [Column(heading, least=12) for heading in head]
    cells = [(row + [""] * len(head))[: len(head)] for row in body]
    yield from table(columns, cells, screen).splitlines()
