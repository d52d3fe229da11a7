"""Text in GitHub's and GitLab's Markdown: shown as it is, and short enough for a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from recolint.base.text import visible
from recolint.report.shared.width import shortened

FULL = 60_000
"""Characters of a comment, with room for a few words more: GitHub takes 65,536."""

SHORT = 300
"""Columns of a text that may come from a spec."""

_SPECIAL = re.compile(r"[\\`*_\[\]<>~|&$!%]")
_LINK = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
_MENTION = re.compile(r"@|#(?=\d)|\bGH-(?=\d)", re.IGNORECASE)
_NOT_PLAIN = re.compile(r"[^\w ./-]|(?<=\bGH)-(?=\d)", re.IGNORECASE)


def escaped(text: str) -> str:
    """``text`` as Markdown that only shows it: no markup, no link, no notification. A long text is cut.

    GitHub and GitLab search the rendered text for mentions and issue numbers. Neither Markdown nor HTML can escape
    them. A zero-width character after the sign prevents the match.
    """
    quiet = _SPECIAL.sub(lambda found: "\\" + found[0], _short(text))
    quiet = _LINK.sub(lambda found: "\\" + found[0], quiet)
    return _MENTION.sub(lambda found: found[0] + "&#8203;", quiet)


def code_span(text: str) -> str:
    """``text`` as a code span, in which nothing is a link, a mention, an image or HTML. A long one is cut."""
    shown = _short(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") or not shown.strip() else ""
    return f"{fence}{pad}{shown or ' '}{pad}{fence}"


def code_cell(text: str) -> str:
    """``text`` as a code span in a table; bars are escaped, because they end a cell even in code. Empty if empty."""
    return code_span(text).replace("|", "\\|") if text else ""


def fold(title: str, content: str) -> str:
    """``content``, Markdown, below ``title``, which a click opens. ``title`` is HTML: Markdown is not read there."""
    return f"<details>\n<summary>{title}</summary>\n\n{content}\n\n</details>"


def html_code(text: str) -> str:
    """``text`` as code in HTML, for the title of a fold. A long one is cut."""
    return f"<code>{_NOT_PLAIN.sub(lambda found: f'&#{ord(found[0])};', _short(text))}</code>"


def table(head: Iterable[str], rows: Iterable[str]) -> str:
    """A table of ``rows`` (from ``row``) below ``head``, the names of its columns."""
    names = list(head)
    return "\n".join([row(names), row(["---"] * len(names)), *rows])


def row(cells: Iterable[str]) -> str:
    """A row of a table. ``cells`` are Markdown."""
    return f"| {' | '.join(cells)} |"


def fitting(parts: Iterable[str], room: int) -> tuple[list[str], bool]:
    """The first of ``parts`` that take ``room`` characters with a blank line each; whether there are more."""
    shown: list[str] = []
    for part in parts:
        room -= len(part) + len("\n\n")
        if room < 0:
            return shown, True
        shown.append(part)
    return shown, False


def _short(text: str) -> str:
    return shortened(visible(text), SHORT)
