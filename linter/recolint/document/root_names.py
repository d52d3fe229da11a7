"""The names at the root of a text that cannot be read as data, as far as its layout shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = r"[A-Za-z_.$][\w.$-]*+"
_FLOW = re.compile(
    rf"""
      (?P<open> [{{\[]) | (?P<close> [}}\]])
    | (?<![\w.$-]) (?P<name> {_NAME}) (?: ["']\s*+: | \s*+:(?=[\s"'\[{{]) )
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(rf"^(?P<indent>[ \t]*+)[\"']?(?P<name>{_NAME})[\"']?[ \t]*+:", re.MULTILINE)
_LINE = re.compile(r"^[ \t]*+(?=[^\s#])", re.MULTILINE)
_DOCUMENTS = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_START = re.compile(r"(?:[^!-~]|#.*)*", re.ASCII)
"""Blanks, comments and the marks of an encoding."""


def root_names(text: str) -> Iterator[list[str]]:
    """For each document of ``text``, the names that its layout puts at the root. Text of no layout gives none."""
    # UTF-16 that is read as UTF-8 has a zero byte beside each letter.
    for part in _DOCUMENTS.split(text.replace("\0", "")):
        start = _START.match(part)
        yield _in_flow(part) if start is not None and part.startswith("{", start.end()) else _in_block(part)


def _in_flow(text: str) -> list[str]:
    depth, found = 0, []
    for match in _FLOW.finditer(text):
        if match["open"]:
            depth += 1
        elif match["close"]:
            depth -= 1
        elif depth == 1:
            found.append(match["name"])
    return found


def _in_block(text: str) -> list[str]:
    outermost = min((match.end() - match.start() for match in _LINE.finditer(text)), default=0)
    return [match["name"] for match in _BLOCK.finditer(text) if len(match["indent"]) == outermost]
