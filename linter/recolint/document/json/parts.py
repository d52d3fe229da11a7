"""Parts of a large JSON text, found by skipping the text before them. It records no other places and has no limit.

For files that other programs write. For a file that a person may have broken, use ``read``, which explains faults.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from recolint.base.finding import Route
from recolint.base.text import Span

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def members(text: str, at: int = 0) -> Iterator[tuple[str, Any, Span]]:
    """The members of the object at ``at``: name, value, and where the value is. Raises ``ValueError``."""
    at = _expect(text, _skip(text, at), "{")
    while text[at : at + 1] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _expect(text, _skip(text, at), ":")
        value, end = _DECODER.raw_decode(text, at)
        yield name, value, Span(at, end)
        at = _next(text, end, "}")


def items(text: str, at: int) -> Iterator[tuple[Any, Span]]:
    """The items of the list at ``at``, and where each is. Raises ``ValueError``."""
    at = _expect(text, _skip(text, at), "[")
    while text[at : at + 1] != "]":
        value, end = _DECODER.raw_decode(text, at)
        yield value, Span(at, end)
        at = _next(text, end, "]")


def part(text: str, at: int, route: Route) -> Span:
    """Where the value at ``route`` below the one at ``at`` is; raises ``LookupError`` if missing."""
    span = Span(at, at)
    for step in route:
        parts = enumerate(items(text, span.start)) if isinstance(step, int) else _named(text, span.start)
        found = next((place for name, (_, place) in parts if name == step), None)
        if found is None:
            raise LookupError(f"no value at {route!r}")
        span = found
    return span


def _named(text: str, at: int) -> Iterator[tuple[str, tuple[Any, Span]]]:
    return ((name, (value, span)) for name, value, span in members(text, at))


def _next(text: str, at: int, closing: str) -> int:
    """The offset of the next member or item, or of the closing bracket."""
    at = _skip(text, at)
    return at if text[at : at + 1] == closing else _expect(text, at, ",")


def _expect(text: str, at: int, sign: str) -> int:
    """The offset of what follows the ``sign`` at ``at``."""
    if text[at : at + 1] != sign:
        raise json.JSONDecodeError(f"Expecting {sign!r}", text, at)
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
