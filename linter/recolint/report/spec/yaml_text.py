"""Requests as specs in YAML, members in their order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recolint.base.text import visible_lines, without_commands
from recolint.document.yaml.writer import escaped
from recolint.fix.values import Writer

_LISTS = "  "


def render(requests: Sequence[dict[str, Any]]) -> str:
    """Each of ``requests`` as a document."""
    return "---\n".join(map(_document, requests))


def _document(request: dict[str, Any]) -> str:
    if not request:
        return "{}\n"
    text = _written(Writer(is_json=False, list_indent=_LISTS), request)
    if without_commands(visible_lines(text)) == text:
        return text
    # YAML allows escapes only in double quotes.
    quoted = _written(Writer(is_json=False, list_indent=_LISTS, like='"'), request)
    return escaped(quoted)


def _written(writer: Writer, request: dict[str, Any]) -> str:
    return "".join(f"{line}\n" for line in writer.block(request))
