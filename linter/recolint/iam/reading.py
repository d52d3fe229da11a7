"""From a file to a ``Policy``, or to its faults with their places."""

from __future__ import annotations

from dataclasses import replace

from recolint.base.finding import Route
from recolint.base.text import Source
from recolint.document import Document, Fault, FaultKind, read
from recolint.iam.fault import PolicyFault, shown
from recolint.iam.grammar import PolicyReading, parse_policy
from recolint.iam.policy import PolicyType

_WORDS = {
    FaultKind.EMPTY: "the file is empty, expected a policy",
    FaultKind.NOT_A_MAPPING: "expected a policy: an object with Version and Statement",
    FaultKind.UNKNOWN_TAG: "a tag; write the value itself, policies know no tags",
    FaultKind.KEY_NOT_STRING: "the name of an element is a string",
    FaultKind.TOO_DEEP: "nested far deeper than any policy",
    FaultKind.TOO_LARGE: "far larger than any policy",
}
"""What is said of a policy where the words for job specs would mislead."""


def read_policy(source: Source, type_: PolicyType) -> PolicyReading:
    """The policy that ``source`` holds in JSON or YAML, called by its path. Never raises."""
    reading = read(source)
    if reading.faults:
        return PolicyReading(None, tuple(_fault(fault) for fault in reading.faults))
    document, *more = reading.documents
    if more:
        span = more[0].place(())
        return PolicyReading(None, (PolicyFault("a second document; a file holds one policy", (), span=span),))
    return policy_at(document, (), type_, source.path)


def policy_at(document: Document, route: Route, type_: PolicyType, name: str) -> PolicyReading:
    """The policy at ``route`` of ``document``, to be called ``name``; raises ``LookupError`` for no such route."""
    document.place(route)
    data = document.data
    for step in route:
        data = data[step]

    def line_of(inner: Route) -> int:
        return document.source.position(document.place((*route, *inner)).start).line

    reading = parse_policy(data, type_, name, line_of)
    placed = [
        replace(fault, route=(*route, *fault.route), span=document.place((*route, *fault.route), fault.part))
        for fault in reading.faults
    ]
    return replace(reading, faults=tuple(sorted(placed, key=_start)))


def _start(fault: PolicyFault) -> int:
    return fault.span.start if fault.span is not None else 0


def _fault(fault: Fault) -> PolicyFault:
    words = _WORDS.get(fault.kind, fault.message)
    if fault.kind is FaultKind.DUPLICATE_KEY:
        words = f"{shown(str(fault.route[-1]))} is given twice; keep one of them"
    return PolicyFault(words, fault.route, fault.part, fault.span)
