"""Findings on files and documents that are not job specs."""

from __future__ import annotations

from recolint.base.finding import Finding, Severity
from recolint.base.text import Span
from recolint.check import engine, others
from recolint.check.looked import Looked
from recolint.check.tasks import Skipped
from recolint.document import Document, Fault, FaultKind
from recolint.request.recognition import wrapped


def warn_of_wrapped(file: Looked) -> None:
    """Add a warning for each document of ``file`` that contains specs one level too deep."""
    for checked in file.result.checked:
        if checked.spec is None and wrapped(checked.document.data):
            other = others.identify(file.input.source, [checked.document.data])
            file.found[checked.document.index] = _described(file, other, checked.document, Severity.WARNING)


def is_record(file: Looked) -> bool:
    """Whether ``file`` is a line of a trail: most of its records are about other operations."""
    return file.input.source.first > 0 and any(map(others.is_record, _roots(file)))


def described(file: Looked, severity: Severity) -> Looked:
    """The named ``file`` without a spec, with one finding about its content.

    If the content is unknown or the rule is off, the faults of its reading remain.
    """
    source, documents = file.input.source, [checked.document for checked in file.result.checked]
    if others.declared(source) is None and _is_broken_spec(file):
        return file
    other = others.identify(source, _roots(file))
    if other is None and documents:
        other = others.unknown(documents[0].data)
    said = _described(file, other, documents[0] if documents else None, severity)
    if said:
        file.found = {documents[0].index if documents else 0: said}
    return file


def skipped(file: Looked) -> Looked | Skipped:
    """The ``file`` without a spec that was not named: skipped, unless it is a broken spec or contains one too deep."""
    source, documents = file.input.source, [checked.document for checked in file.result.checked]
    if any(map(wrapped, _roots(file))):
        return described(file, Severity.WARNING)
    if _is_broken_spec(file):
        return file
    other = others.identify(source, _roots(file))
    if other is None and documents:
        other = others.unknown(documents[0].data)
    if other is None and not file.result.faults:
        return Skipped(source.path, "it does not contain a request")
    return Skipped(source.path, other.message if other is not None else file.result.faults[0].message)


def _is_broken_spec(file: Looked) -> bool:
    """Whether a document of ``file`` that cannot be read looks like a spec."""
    known = {checked.document.index for checked in file.result.checked}
    known |= {fault.index for fault in file.result.faults if fault.kind is FaultKind.NOT_A_MAPPING}
    is_lost = any(fault.index not in known for fault in file.result.faults)
    return is_lost and others.looks_like_spec(file.input.source.text)


def _roots(file: Looked) -> list[object]:
    """The data of the readable documents of ``file``."""
    of_faults = [fault.data for fault in file.result.faults if fault.kind is FaultKind.NOT_A_MAPPING]
    return [checked.document.data for checked in file.result.checked] + of_faults


def _described(
    file: Looked, other: others.Other | None, document: Document | None, severity: Severity
) -> list[Finding]:
    """The finding about the kind of ``file``, at its ``document``; none if it is unknown, or if no rule reports it."""
    if other is None:
        return []
    lists = [fault for fault in file.result.faults if isinstance(fault.data, list)]
    if document is None and lists:
        fault = lists[0]._replace(message=other.message, help=other.help)
    else:
        span, index = (document.place(()), document.index) if document is not None else (Span(0, 0), 0)
        fault = Fault(FaultKind.NOT_A_SPEC, other.message, span, index, help=other.help)
    return [one._replace(severity=severity) for one in engine.describe([fault], file.rules, file.crashes)]
