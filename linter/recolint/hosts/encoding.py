"""The encoding that a Python file declares in its first two lines: ``# -*- coding: latin-1 -*-``."""

from __future__ import annotations

import codecs
import re

from recolint.base.text import UTF_8, Source
from recolint.hosts.kinds import HostKind, kind

_HEAD = 512
"""Bytes that hold the first two lines; a comment that is longer declares nothing."""
_COOKIE = rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)"
_NO_CODE = rb"[ \t\f]*(?:#|$)"
_OF_BYTES = (
    r"iso8859-[0-9]+|latin[-_]?[0-9]*|cp[0-9]+|koi8-[rtu]|mac-\w+|ascii"
    r"|gb\w+|hz|big5\w*|euc[-_]\w+|shift_jis\w*|johab|kz1048|ptcp154|tis-620"
)
"""The text encodings of Python's library that extend ASCII, by Python's names."""


def declared(data: bytes) -> str:
    """The encoding of the Python file ``data``, by Python's name; UTF-8 where it declares none that is known."""
    for line in data[:_HEAD].splitlines()[:2]:
        cookie = re.match(_COOKIE, line)
        if cookie is not None:
            return _known(cookie[1].decode("ascii"))
        if re.match(_NO_CODE, line) is None:
            break
    return UTF_8


def decoded(path: str, data: bytes) -> Source:
    """The source of the file ``path`` with ``data``: Python by what it declares, anything else as UTF-8."""
    head = data[:_HEAD]
    if b"coding" in head and kind(path, head) is HostKind.PYTHON:
        return Source.decode(path, data, declared(data))
    return Source.decode(path, data)


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return UTF_8
    return found if re.fullmatch(_OF_BYTES, found) else UTF_8
