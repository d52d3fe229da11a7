"""The maximum size of a file. Job specs are far below it. A larger file costs time and memory and is not a job spec."""

from __future__ import annotations

from recolint.base.text import Span
from recolint.document.model import Fault, FaultKind

MAX_DEPTH = 64
"""Levels of nesting; a request has 8."""

MAX_VALUES = 20_000
"""Values of one document, those that aliases repeat included; a request with every member given has a few hundred."""

MAX_FILE_VALUES = 100_000
"""Values of all documents of a file, ``DOCUMENT_WEIGHT`` for each document added."""

DOCUMENT_WEIGHT = 10
"""The cost of a document, counted as values: each document may need an entry in every report."""

MAX_LINES = 200_000
"""Lines of a YAML file; each may hold a comment."""

MAX_LINE = 50_000
"""Characters of a YAML line with a tag or a comment: on both, ruamel's time grows with the square of the length."""


def too_deep(span: Span) -> Fault:
    """The fault of a value nested deeper than ``MAX_DEPTH``."""
    message = f"nested deeper than {MAX_DEPTH} levels; a job spec has 8 at most"
    return Fault(FaultKind.TOO_DEEP, message, span)


def too_large(span: Span) -> Fault:
    """The fault of the value that makes a document larger than ``MAX_VALUES``."""
    message = f"more than {MAX_VALUES:,} values; a job spec has a few hundred at most"
    return Fault(FaultKind.TOO_LARGE, message, span)


def too_large_file(span: Span) -> Fault:
    """The fault of the value that makes a file larger than ``MAX_FILE_VALUES``."""
    message = f"more than {MAX_FILE_VALUES:,} values in one file, each document counted as {DOCUMENT_WEIGHT} more"
    return Fault(FaultKind.TOO_LARGE, f"{message}; the rest was not read", span, help="split the file")


def too_many_lines(lines: int) -> Fault:
    """The fault of a file with more than ``MAX_LINES`` lines."""
    message = f"{lines:,} lines, and more than {MAX_LINES:,} are not read; a job spec has a few hundred at most"
    return Fault(FaultKind.TOO_LARGE, message, Span(0, 0))


def too_long_line(span: Span) -> Fault:
    """The fault of a line at ``span`` longer than ``MAX_LINE``."""
    message = f"a line of {span.end - span.start:,} characters, and more than {MAX_LINE:,} are not read"
    return Fault(FaultKind.TOO_LARGE, message, Span(span.start, span.start + 1))
