"""Which reader a file goes to, and whether it is text at all."""

from __future__ import annotations

import re

from recolint.base.text import Source, Span, suffix
from recolint.document.json.reader import read_json
from recolint.document.model import Fault, FaultKind, Format
from recolint.document.reading import Reading

_SUFFIXES = {".json": Format.JSON, ".yaml": Format.YAML, ".yml": Format.YAML}
_SURROGATE = "[\ud800-\udfff]"
_UTF_32 = "\udcff\udcfe\0\0|\0\0\udcfe\udcff|\0\0\0[^\0]|[^\0]\0\0\0"
_UTF_16 = "\udcff\udcfe|\udcfe\udcff|\0[^\0]\0|[^\0]\0[^\0]\0"
"""How both start: with a byte order mark, or with ASCII characters filled up with zero bytes."""


def guess_format(path: str, text: str) -> Format:
    """How the file ``path`` that contains ``text`` is written: by its name, else by its first character."""
    known = _SUFFIXES.get(suffix(path))
    if known is not None:
        return known
    return Format.JSON if text.lstrip()[:1] in ("{", "[") else Format.YAML


def read(source: Source) -> Reading:
    """The documents of ``source`` and the faults in it. Never raises.

    JSON is read strictly, YAML exactly as the AWS CLI v2 reads it. A document is among those given unless its data
    could mislead: with a duplicate key (the last counts), an unknown tag (ignored) or a key that is not a
    string (left out) it is still there. Where the source does not say its format, ``guess_format`` does.
    """
    undecodable = _undecodable(source.text)
    if undecodable is not None:
        return Reading((), (undecodable,))
    if (source.format or guess_format(source.path, source.text)) is Format.JSON:
        return read_json(source)
    # ruamel.yaml takes longer to import than many a JSON file takes to lint.
    from recolint.document.yaml.reader import read_yaml

    return read_yaml(source)


def _undecodable(text: str) -> Fault | None:
    """The first thing in ``text`` that is not UTF-8. ``Source`` contains an invalid byte as a lone surrogate."""
    if text.isascii() and "\0" not in text[:4]:
        return None
    wide = "UTF-32" if re.match(_UTF_32, text) else "UTF-16" if re.match(_UTF_16, text) else None
    if wide is not None:
        message = f"the file is {wide}, expected UTF-8"
        return Fault(FaultKind.ENCODING, message, Span(0, 2), help="save the file as UTF-8")
    match = re.search(_SURROGATE, text)
    if match is None:
        return None
    code = ord(match[0])
    what = f"the byte 0x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"the lone surrogate U+{code:04X}"
    from recolint.document.faults import character  # which most files need not load

    message = f"expected UTF-8, found {what}"
    return Fault(FaultKind.ENCODING, message, character(text, match.start()), help=_hint(code))


def _hint(code: int) -> str:
    if 0xDCA0 <= code <= 0xDCFF:
        return f"save the file as UTF-8; in Latin-1 this byte is '{chr(code - 0xDC00)}'"
    return "save the file as UTF-8"
