"""Specs as plain data, and the places of their values. The only package that knows ruamel.yaml and how JSON is parsed.

``read`` never raises. JSON is read without ruamel.yaml; ruamel.yaml's objects do not leave this package.
"""

from recolint.document.model import (
    OF_CONFIGS,
    OF_SUPPRESSIONS,
    UNREADABLE,
    Comment,
    Content,
    Entry,
    Fault,
    FaultKind,
    Format,
)
from recolint.document.reading import Document, Reading
from recolint.document.source_reader import guess_format, read

__all__ = [
    "OF_CONFIGS",
    "OF_SUPPRESSIONS",
    "UNREADABLE",
    "Comment",
    "Content",
    "Document",
    "Entry",
    "Fault",
    "FaultKind",
    "Format",
    "Reading",
    "guess_format",
    "read",
]
