"""The messages of a pack's rules: texts with ``{value}``, ``{name}`` and ``{JobName}``, and nothing else in braces."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from recolint.base.spelling import did_you_mean
from recolint.base.text import short, visible
from recolint.packs.partial import is_partial
from recolint.request.job import Job

PLACEHOLDERS = ("value", "name", Job.name.name)

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


class MessageError(ValueError):
    """A text that is not a message: why, and the offset."""

    def __init__(self, why: str, offset: int) -> None:
        self.offset = offset
        super().__init__(why)


class Message:
    """A text that is filled in for each finding; ``{{`` and ``}}`` stand for braces."""

    def __init__(self, text: str) -> None:
        """Take the text; raises ``MessageError``."""
        for token in _TOKEN.finditer(text):
            if token[0] in ("{", "}"):
                raise MessageError(f"expected {token[0] * 2} for a brace, found {token[0]}", token.start())
            if token[1] is not None and token[1] not in PLACEHOLDERS:
                known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
                hint = did_you_mean(token[1], PLACEHOLDERS)
                raise MessageError(f"unknown placeholder {visible(token[0])}; expected {known}{hint}", token.start())
        self.text = text

    def filled(self, values: Mapping[str, Any]) -> str:
        """The text with ``values``, which has what the placeholders name; ``None`` for what is not known."""
        return _TOKEN.sub(lambda token: token[0][0] if token[1] is None else _shown(values[token[1]]), self.text)


def _shown(value: Any) -> str:
    if value is None:
        return "(missing)"
    if is_partial(value) or isinstance(value, dict):
        return "(a structure)" if isinstance(value, dict) else "(a list)"
    if isinstance(value, list):
        return short(", ".join(one if isinstance(one, str) else "..." for one in value)) or "(an empty list)"
    return short(str(value))
