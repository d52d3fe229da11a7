"""Paths and columns as other programs count them."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import quote

from recolint.base.excerpt import Excerpt
from recolint.base.text import Position
from recolint.report.shared.style import Style

_NEVER_IN_A_PATH = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Lone surrogates that do not stand for a byte of a file's name; the others are those of ``surrogateescape``."""


def repository_path(path: str, style: Style) -> str:
    """``path`` relative to the root of the repository; unchanged if it is outside."""
    inside = posixpath.relpath(posixpath.join(style.folder, path), style.repository)
    return path if inside == ".." or inside.startswith("../") else inside


def uri(path: str) -> str:
    """``path`` as a reference (RFC 3986), each byte but the plainest percent-encoded; absolute ones begin ``file://``."""
    encoded = quote(_NEVER_IN_A_PATH.sub("\ufffd", path).encode("utf-8", "surrogateescape"), safe="/")
    return f"file://{encoded}" if encoded.startswith("/") else encoded


def utf16_column(source: Excerpt, position: Position) -> int:
    """The column of ``position`` in UTF-16 code units, from 1: an emoji is two."""
    return len(_before(source, position).encode("utf-16-le", "surrogatepass")) // 2 + 1


def utf8_column(source: Excerpt, position: Position) -> int:
    """The column of ``position`` in bytes of UTF-8, from 1; an invalid byte counts as one."""
    return len(_before(source, position).encode("utf-8", "surrogateescape")) + 1


def _before(source: Excerpt, position: Position) -> str:
    return source.line(position.line)[: position.column - 1]
