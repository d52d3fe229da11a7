"""The layout of ``--help``: no line is wider than the terminal, except examples."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import groupby

_EXAMPLE = "  recolint "
_MAX_CHOICES = 50
"""The longest list of choices that stands for the value; a longer one follows the help, where it is wrapped."""


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """As argparse's, but it wraps paragraphs, tables and long lists of choices."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import indent as indented  # here, as below: only --help lays text out

        paragraphs = (self._filled(paragraph.splitlines(), width) for paragraph in text.split("\n\n"))
        return indented("\n\n".join(paragraphs), indent)

    @staticmethod
    def _filled(lines: list[str], width: int) -> str:
        runs = ((is_indented, list(run)) for is_indented, run in groupby(lines, lambda line: line.startswith(" ")))
        from textwrap import fill

        from recolint.report.shared.fold import folded

        return "\n".join(
            "\n".join(line if line.startswith(_EXAMPLE) else folded(line, width) for line in run)
            if is_indented
            else fill(" ".join(run), width, break_on_hyphens=False)
            for is_indented, run in runs
        )

    def _split_lines(self, text: str, width: int) -> list[str]:
        from textwrap import wrap

        return wrap(text, width, break_on_hyphens=False)

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Callable[[int], tuple[str, ...]]:
        if _long_choices(action):
            word = action.dest.rpartition("_")[2].upper()
            return lambda size: (word,) * size
        return super()._metavar_formatter(action, default_metavar)

    def _expand_help(self, action: argparse.Action) -> str:
        choices = _long_choices(action)
        return f"{super()._expand_help(action)}; one of: {choices}" if choices else super()._expand_help(action)


def _long_choices(action: argparse.Action) -> str:
    """The choices of ``action`` if they are too long to stand for its value; otherwise empty."""
    if action.choices is None or action.metavar is not None:
        return ""
    choices = ", ".join(map(str, action.choices))
    return choices if len(choices) > _MAX_CHOICES else ""
