"""The ``[[suppress]]`` tables of a config as suppressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recolint.base.text import Span
from recolint.config.typed import Config
from recolint.suppress.comments import Suppression, Word

_HEADER = re.compile(r"^[ \t]*\[\[(?:[^\]\n]*\.)?\s*suppress\s*\]\]", re.MULTILINE)


def suppressions(config: Config) -> Iterator[Suppression]:
    """The tables of ``config`` in order, each placed at its header."""
    headers = [Span(*match.span()) for match in _HEADER.finditer(config.text)]
    for item in config.suppressions:
        # A config may write tables in another way; then its beginning stands for them.
        header = headers[item.number] if item.number < len(headers) else Span(0, 0)
        words = tuple(Word(word, codes, header) for word, codes in item.rules)
        yield Suppression(words, item.route, item.reason, item.until)
