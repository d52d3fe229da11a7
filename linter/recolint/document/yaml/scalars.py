"""The value of a YAML scalar: ruamel's own resolver and constructor, asked once for each text."""

from __future__ import annotations

import warnings
from contextlib import nullcontext
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recolint.document.templates import Cover

_PREFIX = "tag:yaml.org,2002:"
_MEANT = {"int": "an integer", "float": "a number", "bool": "a boolean", "timestamp": "a date"}
_SCALAR_TAGS = frozenset(_PREFIX + name for name in ("str", "null", *_MEANT))
_COLLECTION_TAGS: dict[str, type] = {_PREFIX + "map": dict, _PREFIX + "seq": list}

_OTHER = "a scalar"

_CACHED_LENGTH = 64
_CACHED_TEXTS = 4096


class Special(Enum):
    """Scalars that are not values: plain scalars with a meaning as keys only, and what could not be read."""

    MERGE = "<<"
    EQUALS = "="
    LOST = "lost"


_SPECIAL_TAGS = {_PREFIX + "merge": Special.MERGE, _PREFIX + "value": Special.EQUALS}


class Step(Enum):
    """The state of an open mapping outside a member: a key is expected, or the next value belongs to no member."""

    KEY = "key"
    MERGE = "merge"
    DROPPED = "dropped"


class UnreadableError(Exception):
    """A scalar that looks like a value and cannot be read as one: "a date" for 2024-13-45."""


def member(key: Any) -> str | Step:
    """The owner of the value after ``key``."""
    if isinstance(key, str):
        return key
    if key is Special.EQUALS:
        return Special.EQUALS.value
    return Step.MERGE if key is Special.MERGE else Step.DROPPED


class Scalars:
    """Scalars of one text, under the version of YAML that its directives ask for."""

    def __init__(self, yaml: Any) -> None:
        self._yaml = yaml
        self._version: Any = None
        self._starts: frozenset[str] = frozenset()
        self._read: dict[str, Any] = {}

    def start_document(self) -> None:
        """Take note of the document's version; to be called at its start."""
        resolver = self._yaml.resolver
        version = resolver.processing_version
        if version != self._version:
            self._version = version
            self._starts = frozenset(resolver.versioned_resolver)
            self._read = {}

    def read(self, event: Any) -> Any:
        """The value of the scalar of ``event``, a tag that it does not take left aside; raises ``UnreadableError``."""
        if event.implicit[0]:
            return self.plain(event.value)
        if event.ctag is None:
            return event.value
        tag = str(event.ctag)
        if self.takes(tag):
            return self._tagged(tag, event.value)
        return event.value if event.style else self.plain(event.value)

    def plain(self, text: str) -> Any:
        """The value of the plain scalar ``text``; raises ``UnreadableError``."""
        if text and text[0] not in self._starts:
            return text
        if text in self._read:
            return self._read[text]
        value = self._resolved(text)
        if len(text) <= _CACHED_LENGTH:
            if len(self._read) >= _CACHED_TEXTS:
                self._read.clear()
            self._read[text] = value
        return value

    def takes(self, tag: str) -> bool:
        """Whether a scalar of a spec may have ``tag``."""
        return tag in _SCALAR_TAGS or tag in _SPECIAL_TAGS

    def fits(self, tag: str, data: object) -> bool:
        """Whether the list or mapping ``data`` may have ``tag``."""
        return tag in _COLLECTION_TAGS and isinstance(data, _COLLECTION_TAGS[tag])

    def knows(self, tag: str) -> bool:
        """Whether some value of a spec may have ``tag``."""
        return self.takes(tag) or tag in _COLLECTION_TAGS

    def _tagged(self, tag: str, text: str) -> Any:
        from ruamel.yaml.error import StreamMark
        from ruamel.yaml.nodes import ScalarNode

        if tag in _SPECIAL_TAGS:
            return _SPECIAL_TAGS[tag]
        constructor = self._yaml.constructor
        nowhere = StreamMark("", 0, 0, 0)
        try:
            # Under YAML 1.1, ruamel warns of a number such as 1e3, which it reads anyway.
            with warnings.catch_warnings(action="ignore") if self._version == (1, 1) else nullcontext():
                value = constructor.yaml_constructors[tag](constructor, ScalarNode(tag, text, nowhere, nowhere))
            if isinstance(value, int):
                # Python refuses to print an integer of thousands of digits, and so would every reporter.
                str(value)
        except Exception as error:  # ruamel lets out what int, float, date and dict raise
            raise UnreadableError(_MEANT.get(tag.removeprefix(_PREFIX), _OTHER)) from error
        return value

    def _resolved(self, text: str) -> Any:
        from ruamel.yaml.nodes import ScalarNode

        tag = str(self._yaml.resolver.resolve(ScalarNode, text, (True, False)))
        if not self.takes(tag):
            raise UnreadableError(_OTHER)
        return self._tagged(tag, text)


class CoveredScalars(Scalars):
    """Scalars of a text in which templates are covered: they read as the templates are written."""

    def __init__(self, yaml: Any, cover: Cover) -> None:
        super().__init__(yaml)
        self._cover = cover

    def read(self, event: Any) -> Any:
        """As of any text, with the templates back in strings."""
        value = super().read(event)
        return self._cover.restored(value) if isinstance(value, str) else value
