"""The requirements for a whole document: that there is one, and that it is a mapping."""

from __future__ import annotations

import datetime

from recolint.base.static import Any
from recolint.base.text import Span
from recolint.document.model import Fault, FaultKind

_KINDS: tuple[tuple[type, str], ...] = (
    (dict, "a mapping"),
    (list, "a list"),
    (str, "a string"),
    (bool, "a boolean"),
    (int, "an integer"),
    (float, "a number"),
    (datetime.datetime, "a timestamp"),
    (datetime.date, "a date"),
)


def kind_of(value: Any) -> str:
    """The kind of ``value``, in words: "a list"."""
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "null")


def empty() -> Fault:
    """The fault of a file without any value."""
    return Fault(FaultKind.EMPTY, "the file is empty; expected a job spec", Span(0, 0))


def empty_document(span: Span, index: int) -> Fault:
    """The fault of a document without a value beside others; ``span`` is where it starts."""
    return Fault(
        FaultKind.EMPTY_DOCUMENT,
        "this document is empty; the AWS CLI reads files with one document only",
        span,
        index,
        help="remove this ---",
    )


def not_a_mapping(data: Any, span: Span, index: int) -> Fault:
    """The fault of a document with the root ``data``, which starts at ``span``."""
    help_ = "write one spec per file, or YAML documents separated by ---" if isinstance(data, list) else None
    message = f"the top level is {kind_of(data)}; expected a mapping of the request's members"
    return Fault(FaultKind.NOT_A_MAPPING, message, span, index, help=help_, data=data)
