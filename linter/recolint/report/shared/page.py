"""Markdown on a terminal: the kinds of blocks that pages of rules have."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from recolint.base.text import visible
from recolint.report.shared.screen import BOLD, Screen
from recolint.report.shared.table import Column, table

_CODE, _LINK_COLOR = "36", "4"
_FENCE = "```"
_SPAN = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((\S+?)\)")
_WIDEST = 100
"""Columns above which a line is hard to read."""


def rendered(markdown: str, screen: Screen) -> str:
    """``markdown`` for a terminal with colours, ended by a line feed; what is not known stays as it is."""
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
            yield f"    {screen.paint(visible(line), _CODE)}"
        elif line.startswith("#"):
            yield screen.paint(visible(line.lstrip("# ")), BOLD)
        else:
            yield from _prose(line, screen)


def _prose(line: str, screen: Screen) -> Iterator[str]:
    bullet = "- " if line.startswith("- ") else ""
    width = min(_WIDEST, screen.width or _WIDEST)
    plain = textwrap.wrap(
        _kept(line), width, subsequent_indent=" " * len(bullet), break_long_words=False, break_on_hyphens=False
    )
    for part in plain or [""]:
        yield _SPAN.sub(lambda span: _painted(span, screen), part.replace(_BLANK, " "))


_BLANK = "\x00"
"""Stands for a blank in a span while lines are broken, so that no span is."""


def _kept(line: str) -> str:
    shown = "\t".join(map(visible, line.split("\t")))
    return _SPAN.sub(lambda span: span[0].replace(" ", _BLANK), shown)


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
