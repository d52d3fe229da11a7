"""The names at the root of a text that cannot be read as data, as far as its layout shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NAME = r"[A-Za-z_.$][\w.$-]*+"
_QUOTE = r"[\"'\u2018\u2019\u201c-\u201e]"
"""Also those that word processors write."""
_FLOW = re.compile(
    rf"""
      (?P<open> [{{\[]) | (?P<close> [}}\]])
    | (?<![\w.$-]) (?P<name> {_NAME}) (?: {_QUOTE}\s*+: | \s*+:(?=[\s"'\[{{]) )
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(rf"^(?P<indent>[ \t]*+){_QUOTE}?(?P<name>{_NAME}){_QUOTE}?[ \t]*+:", re.MULTILINE)
_LINE = re.compile(rf"^[ \t]*+(?=\w|{_QUOTE})", re.MULTILINE)
_DOCUMENTS = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)
_OPENED = re.compile(r"(?://.*|/\*(?:[\s\S]*?\*/|[\s\S]*)|#.*|[^\w{\[\"'])*+\{")
"""A text that begins with a bracket, whatever signs and comments are before it."""
_PAIRS = {"}": "{", "]": "["}


def root_names(text: str) -> Iterator[list[str]]:
    """For each document of ``text``, the names that its brackets put at the root, and those that its indentation does.

    Either may be misled by what is broken.
    """
    # UTF-16 that is read as UTF-8 has a zero byte beside each letter.
    for part in _DOCUMENTS.split(text.replace("\0", "")):
        if _OPENED.match(part):
            yield _within_brackets(part)
        yield _at_margin(part)


def _within_brackets(text: str) -> list[str]:
    opened: list[str] = []
    found = []
    for match in _FLOW.finditer(text):
        if match["open"]:
            opened.append(match["open"])
        elif match["close"]:
            # One that closes nothing is what is broken, or the one within that it leaves open.
            if _PAIRS[match["close"]] in opened[-2:]:
                while opened.pop() != _PAIRS[match["close"]]:
                    pass
        elif opened == ["{"]:
            found.append(match["name"])
    return found


def _at_margin(text: str) -> list[str]:
    margin = min((match.end() - match.start() for match in _LINE.finditer(text)), default=0)
    return [match["name"] for match in _BLOCK.finditer(text) if len(match["indent"]) == margin]
