"""The words, places and exceptions that the parsers share for faults."""

from __future__ import annotations

from recolint.base.text import Span
from recolint.document.model import Fault, FaultKind


class StopError(Exception):
    """Raised where reading ends. The reader that catches it knows the document and the route."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def syntax(message: str, span: Span, help_: str | None = None, labels: tuple[tuple[Span, str], ...] = ()) -> Fault:
    """Broken syntax: what was found and what was expected, where, and what to do."""
    return Fault(FaultKind.SYNTAX, message, span, help=help_, labels=labels)


def character(text: str, at: int) -> Span:
    """The one character at ``at``; empty at the end of ``text``."""
    return Span(min(at, len(text)), min(at + 1, len(text)))
