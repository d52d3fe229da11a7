"""JSON for people, programs and logs alike: the same data, and nothing that a terminal or a CI system acts on."""

from __future__ import annotations

import json
from typing import Any

from recolint.base.text import LOG_COMMAND, visible


def ascii_json(data: Any, indent: int | None = 2) -> str:
    """``data`` as ASCII; what JSON does not know is written as text."""
    return _without_commands(json.dumps(data, indent=indent, default=str))


def readable_json(data: Any, indent: int | None = 4) -> str:
    """``data`` with all characters that can be seen, as the AWS CLI writes it; the others are JSON's own escapes."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    if not text.isascii() or "\x7f" in text:
        text = "".join(map(_seen, text))
    return _without_commands(text)


def _without_commands(text: str) -> str:
    """``text`` in which CI finds no ``##[command]``: they are found anywhere in a log, ``::command::`` at its start."""
    return LOG_COMMAND.sub(r"#\\u0023", text)


def _seen(character: str) -> str:
    return character if character == "\n" or visible(character) == character else json.dumps(character)[1:-1]
