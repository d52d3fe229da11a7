"""JSON for people, programs and logs alike: the same data, and nothing that a terminal or a CI system acts on."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from recolint.base.static import Any
from recolint.base.text import LOG_COMMAND, visible


def ascii_json(data: Any, indent: int | None = 2) -> str:
    """``data`` as ASCII; what JSON does not know is written as text."""
    return _without_commands(json.dumps(data, indent=indent, default=str))


def request_json(request: Mapping[str, Any], indent: int | None = None) -> str:
    """A request of a Python program as text; raises ``TypeError`` or ``ValueError`` if JSON cannot express it.

    A mapping of any class is an object. Another value that is not JSON becomes a string: botocore refuses it too.
    """
    return json.dumps(request, indent=indent, default=_plain)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def readable_json(data: Any, indent: int | None = 4) -> str:
    """``data`` with all characters that can be seen, as the AWS CLI writes it; the others are JSON's own escapes."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    if not text.isascii() or "\x7f" in text:
        text = "".join(map(_seen, text))
    return _without_commands(text)


def _without_commands(text: str) -> str:
    """``text`` in which CI finds no ``##[command]``: they are found anywhere in a log, ``::command::`` at its start."""
    return re.sub(LOG_COMMAND, r"#\\u0023", text)


def _seen(character: str) -> str:
    return character if character == "\n" or visible(character) == character else json.dumps(character)[1:-1]
