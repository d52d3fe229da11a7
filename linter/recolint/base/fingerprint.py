"""The identity of a finding when lines and items move: its code, file, pointer, and a hash of its value."""

from __future__ import annotations

import json
import re
from typing import Any

from recolint.base.finding import Finding, pointer
from recolint.base.named_tuple import NamedTuple

_ROUNDS = 20_000
"""Of PBKDF2, for a value that must not be shown: some milliseconds for each guess at it."""


_INDEX = re.compile(r"(?<=/)(?:0|[1-9][0-9]*)(?=/|\Z)")


class Fingerprint(NamedTuple):
    """A finding without its line. The order, by path and then place in the spec, never varies.

    ``path`` has ``/`` and is relative to whatever the reader of the fingerprint takes paths from. Several findings of
    a file can have the same fingerprint: those in several documents of it, or two of one rule at one value.
    """

    path: str
    pointer: str
    """The JSON pointer of the finding, with ``*`` for each index of a list: items differ by value."""
    code: str
    value: str
    """The result of ``value_hash`` or ``text_hash``."""

    @classmethod
    def of(cls, finding: Finding, path: str, value: str) -> Fingerprint:
        """The fingerprint of ``finding`` in the file ``path``."""
        return cls(path, without_indices(pointer(finding.route)), finding.code, value)

    def digest(self, occurrence: int = 0) -> str:
        """The fingerprint as 32 hexadecimal digits; ``occurrence`` counts from 0 those that are otherwise equal."""
        return _sha256(json.dumps([self.code, self.path, self.pointer, self.value, occurrence]))


def without_indices(text: str) -> str:
    """The JSON pointer ``text`` with ``*`` for each index of a list."""
    return _INDEX.sub("*", text)


def value_hash(finding: Finding, value: Any) -> str:
    """The hash of ``value``, plain data, that ``finding`` is about: 32 hexadecimal digits.

    How a value is written (quotes, indentation, YAML or JSON, the order of members) does not count. A mapping counts by
    the names of its members: a finding at a mapping is mostly about a missing member, and stays the same when another
    member changes. A value that must not be shown is hashed slowly, so that a hash that is shown is of no use for
    guessing it.
    """
    text = _canonical(sorted(value) if isinstance(value, dict) else value)
    if finding.confidential:
        from hashlib import pbkdf2_hmac

        salt = f"{finding.code}{pointer(finding.route)}".encode()
        return pbkdf2_hmac("sha256", text.encode(), salt, _ROUNDS, dklen=16).hex()
    return _sha256(text)


def text_hash(text: str) -> str:
    """The hash of ``text``, for a finding that is about a stretch of text and no value: 32 hexadecimal digits."""
    return _sha256(json.dumps(text))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)


def _sha256(text: str) -> str:
    # 4 ms to import, and a check that finds nothing does without it.
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:32]
