"""The snippets of completion as text, for editors that have no snippets."""

from __future__ import annotations

import re

_PLACE = re.compile(r"\$(?:(\d+)|\{(\d+)(?::((?:[^}\\]|\\.)*))?\})")
_ESCAPED = re.compile(r"\\([$}\\])")


def plain(snippet: str) -> str:
    """The text of ``snippet``: each placeholder becomes its default, or nothing if it has no default."""
    texts: dict[str, str] = {}

    def text(place: re.Match[str]) -> str:
        number = place[1] or place[2]
        if place[3] is not None:
            texts[number] = place[3]
        return texts.get(number, "")

    return _ESCAPED.sub(r"\1", _PLACE.sub(text, snippet))
