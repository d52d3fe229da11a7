"""From a file, or the plain data in it, to a ``Policy``, by the grammar of the IAM User Guide, or to its faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from recolint.base.finding import Part, Route
from recolint.base.spelling import did_you_mean
from recolint.base.text import Source
from recolint.document import Document, Fault, FaultKind, read
from recolint.iam import elements
from recolint.iam.elements import Compile
from recolint.iam.fault import Faults, PolicyFault, kind, shown
from recolint.iam.pattern import Pattern
from recolint.iam.policy import Effect, Listed, NamedPrincipal, Policy, PolicyType, Statement

LineOf = Callable[[Route], int | None]
"""From the route of a statement to the line on which it starts."""

_DOCUMENT = ("Version", "Id", "Statement")
_STATEMENT = (
    "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
)  # fmt: skip
_WITH_VARIABLES = "2012-10-17"
_VERSIONS = (_WITH_VARIABLES, "2008-10-17")


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """The result of reading a policy: the policy, or else the faults in it."""

    policy: Policy | None
    faults: tuple[PolicyFault, ...] = ()


def parse_policy(data: object, type_: PolicyType, name: str, line_of: LineOf = lambda _: None) -> PolicyReading:
    """The policy in ``data`` (plain data), to be called ``name``. Never raises.

    The routes of faults, and those that ``line_of`` is asked for, start at ``data``.
    """
    faults = Faults()
    if not isinstance(data, dict):
        faults.add((), f"found {kind(data)}, expected a policy: an object with Version and Statement")
        return PolicyReading(None, faults.all())
    _check_names(data, (), _DOCUMENT, faults)
    reader = _StatementReader(type_, _compile(data, faults), faults)
    statements = tuple(
        reader.read(one, route, index, line_of(route))
        for index, (one, route) in enumerate(_statements(data, faults))
        if isinstance(one, dict)
    )
    found = faults.all()
    return PolicyReading(None, found) if found else PolicyReading(Policy(name, statements))


def _check_names(data: dict[str, Any], route: Route, known: tuple[str, ...], faults: Faults) -> None:
    for name in data:
        if name not in known:
            message = f"{shown(name)} is not an element of a {'statement' if route else 'policy'}"
            faults.add((*route, name), message + did_you_mean(name, known), Part.KEY)


def _compile(data: dict[str, Any], faults: Faults) -> Compile:
    """How the Version of a policy reads ``${...}``; a policy without one is of 2008."""
    version = data.get("Version", "2008-10-17")
    # YAML reads a version without quotes as a date.
    text = version.isoformat() if isinstance(version, date) else version
    if text not in _VERSIONS:
        found = shown(text) if isinstance(text, str) else kind(version)
        faults.add(("Version",), f"found {found}, expected {' or '.join(_VERSIONS)}")
    return Pattern.parse if text == _WITH_VARIABLES else Pattern.plain


def _statements(data: dict[str, Any], faults: Faults) -> list[tuple[object, Route]]:
    if "Statement" not in data:
        faults.add((), "Statement is missing; a policy has one or a list of them")
        return []
    value = data["Statement"]
    if not isinstance(value, list):
        found: list[tuple[object, Route]] = [(value, ("Statement",))]
    else:
        found = [(one, ("Statement", index)) for index, one in enumerate(value)]
    for one, route in found:
        if not isinstance(one, dict):
            faults.add(route, f"found {kind(one)}, expected a statement: an object with Effect, Action and Resource")
    return found


class _StatementReader:
    """Reads the statements of one policy."""

    __slots__ = ("_compile", "_faults", "_type")

    def __init__(self, type_: PolicyType, compile_: Compile, faults: Faults) -> None:
        self._type = type_
        self._compile = compile_
        self._faults = faults

    def read(self, data: dict[str, Any], route: Route, index: int, line: int | None) -> Statement:
        """The statement in ``data``; what is wrong with it is noted."""
        _check_names(data, route, _STATEMENT, self._faults)
        actions = self._actions(data, route)
        conditions = data.get("Condition", {})
        return Statement(
            index=index,
            sid=self._sid(data, route),
            line=line,
            effect=self._effect(data, route),
            actions=actions,
            resources=self._resources(data, route, actions),
            principals=self._principals(data, route),
            conditions=elements.conditions(conditions, (*route, "Condition"), self._faults, self._compile),
        )

    def _actions(self, data: dict[str, Any], route: Route) -> Listed[Pattern]:
        element = self._given(data, route, "Action")
        if element is None:
            self._faults.add(route, "Action is missing; a statement has Action or NotAction")
            return Listed(())
        return Listed(elements.actions(data[element], (*route, element), self._faults), element == "NotAction")

    def _resources(self, data: dict[str, Any], route: Route, actions: Listed[Pattern]) -> Listed[Pattern] | None:
        element = self._given(data, route, "Resource")
        if element is not None:
            found = elements.resources(data[element], (*route, element), self._faults, self._compile)
            return Listed(found, element == "NotResource")
        about_trust = all(action.text.casefold().startswith("sts:") for action in actions.items)
        if self._type is not PolicyType.RESOURCE or not about_trust:
            self._faults.add(route, "Resource is missing; a statement has Resource or NotResource")
        return None

    def _principals(self, data: dict[str, Any], route: Route) -> Listed[NamedPrincipal] | None:
        element = self._given(data, route, "Principal")
        if self._type is PolicyType.RESOURCE:
            if element is None:
                self._faults.add(route, "Principal is missing; a resource policy names its principals")
                return None
            found = elements.principals(data[element], (*route, element), self._faults)
            return Listed(found, element == "NotPrincipal")
        if element is not None:
            message = f"{element} is allowed only in a resource policy"
            self._faults.add((*route, element), message, Part.KEY)
        return None

    def _given(self, data: dict[str, Any], route: Route, element: str) -> str | None:
        """Which of ``element`` and its inverse the statement has."""
        inverse = f"Not{element}"
        if element in data and inverse in data:
            self._faults.add((*route, inverse), f"{element} and {inverse}; a statement has one of them", Part.KEY)
        return next((name for name in (element, inverse) if name in data), None)

    def _sid(self, data: dict[str, Any], route: Route) -> str | None:
        sid = data.get("Sid")
        if sid is not None and not isinstance(sid, str):
            self._faults.add((*route, "Sid"), f"found {kind(sid)}, expected a string")
            return None
        return sid

    def _effect(self, data: dict[str, Any], route: Route) -> Effect:
        effect = data.get("Effect")
        if effect in ("Allow", "Deny"):
            return Effect(effect)
        if "Effect" not in data:
            self._faults.add(route, "Effect is missing; expected Allow or Deny")
        else:
            found = shown(effect) if isinstance(effect, str) else kind(effect)
            self._faults.add((*route, "Effect"), f"Effect is {found}; expected Allow or Deny (case matters)")
        return Effect.DENY


_WORDS = {
    FaultKind.EMPTY: "the file is empty, expected a policy",
    FaultKind.NOT_A_MAPPING: "expected a policy: an object with Version and Statement",
    FaultKind.UNKNOWN_TAG: "a tag; write the value itself, policies do not use tags",
    FaultKind.KEY_NOT_STRING: "the name of an element is a string",
    FaultKind.TOO_DEEP: "nested far deeper than any policy",
    FaultKind.TOO_LARGE: "far larger than any policy",
}
"""The messages for faults of policies where those for job specs would mislead."""


def read_policy(source: Source, type_: PolicyType) -> PolicyReading:
    """The policy in ``source``, JSON or YAML, called by its path. Never raises."""
    reading = read(source)
    if reading.faults:
        return PolicyReading(None, tuple(_fault(fault) for fault in reading.faults))
    document, *more = reading.documents
    if more:
        span = more[0].place(())
        return PolicyReading(
            None, (PolicyFault("expected one policy in the file, found a second document", (), span=span),)
        )
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
        words = f"duplicate {shown(str(fault.route[-1]))}; keep one of them"
    return PolicyFault(words, fault.route, fault.part, fault.span)
