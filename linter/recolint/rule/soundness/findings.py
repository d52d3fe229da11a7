"""Whether what a rule returns is a finding that recolint can place, weigh, fix and show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

from recolint.base.finding import (
    DropByteOrderMark,
    Finding,
    Fix,
    Insert,
    Label,
    Remove,
    Rename,
    Replace,
    Safety,
    Set,
    SpecId,
)
from recolint.base.text import Span
from recolint.rule.kinds import BaseRule, FaultRule
from recolint.rule.making import UnsoundError
from recolint.rule.soundness.claims import (
    BASIS,
    PART,
    SEVERITY,
    Claim,
    hold,
    is_plain,
    is_text,
    is_text_or_none,
)

T = TypeVar("T")


def _is_route(value: object) -> bool:
    return type(value) is tuple and all(type(step) is int or isinstance(step, str) for step in value)


def _is_span(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, Span) and type(value.start) is type(value.end) is int and 0 <= value.start <= value.end


def _is_spec(value: object) -> bool:
    return isinstance(value, SpecId) and isinstance(value.path, str) and type(value.index) is int


def _are_labels(value: object) -> bool:
    return type(value) is tuple and all(isinstance(one, Label) for one in value)


_ROUTE = Claim("route", _is_route, "a tuple of member names and indices")
_SPAN = Claim("span", _is_span, "a Span, or None")
_TITLE = Claim("title", is_text, "a text")
_OF_FINDING = (
    Claim("message", is_text, "a text"),
    SEVERITY,
    BASIS,
    _ROUTE,
    PART,
    Claim("labels", _are_labels, "a tuple of Label"),
    Claim("help", is_text_or_none, "a text, or None"),
    Claim("fix", lambda it: it is None or isinstance(it, Fix), "a Fix, or None"),
    _SPAN,
    Claim("confidential", lambda it: isinstance(it, bool), "True or False"),
)
_OF_LABEL = (
    Claim("message", lambda it: type(it) is str, "a text"),
    _ROUTE,
    PART,
    Claim("spec", lambda it: it is None or _is_spec(it), "a SpecId, or None"),
    _SPAN,
)
_OF_FIX = (
    _TITLE,
    Claim("edits", lambda it: type(it) is tuple and bool(it), "a tuple of edits"),
    Claim("safety", lambda it: isinstance(it, Safety), "a Safety"),
)
_MEMBER = Claim("name", lambda it: type(it) is str, "a text")
_VALUE = Claim("value", is_plain, "data as JSON has it")
_OF_EDITS = {
    Set: (_ROUTE, _VALUE),
    Rename: (_ROUTE, _MEMBER),
    Remove: (_ROUTE,),
    Insert: (_ROUTE, _MEMBER, _VALUE),
}
_OF_TEXT_EDITS = {
    Replace: (
        Claim("span", lambda it: isinstance(it, Span), "a Span"),
        Claim("text", lambda it: isinstance(it, str), "a text"),
    ),
    DropByteOrderMark: (),
}
"""The edits of faults of reading. Such a fault brings its own message and edits."""


def not_findings(found: object) -> UnsoundError:
    """The error for ``found``, which ``check`` returned and which is not iterable."""
    return UnsoundError.of("check", "findings, such as yield self.finding(...)", found)


def bounded(found: Iterable[T], most: int) -> Iterator[T]:
    """``found`` of a rule; raises ``UnsoundError`` where it has more than ``most`` or is not iterable."""
    try:
        numbered = enumerate(found)
    except TypeError as error:
        raise not_findings(found) from error
    for number, one in numbered:
        if number == most:
            raise UnsoundError(f"more than {most} findings")
        yield one


def require_finding(found: object, rule: BaseRule[Any], specs: AbstractSet[SpecId] = frozenset()) -> Finding:
    """``found``, which ``rule`` returned as a finding; raises ``UnsoundError`` for anything that is not one.

    Its labels may be in ``specs``, the specs that the rule received.
    """
    if not isinstance(found, Finding):
        raise UnsoundError.of("a finding", "what self.finding() returns", found)
    for name in ("code", "name"):
        if getattr(found, name) != getattr(rule, name):
            raise UnsoundError.of(f"finding.{name}", "that of its rule", getattr(found, name))
    hold(_OF_FINDING, found, "finding.")
    for label in found.labels:
        hold(_OF_LABEL, label, "finding.labels: ")
        if label.spec is not None and label.spec not in specs:
            raise UnsoundError.of("finding.labels: spec", "the ID of a spec that it received", label.spec)
    if found.fix is not None:
        hold(_OF_FIX, found.fix, "finding.fix.")
        claims = {**_OF_EDITS, **_OF_TEXT_EDITS} if isinstance(rule, FaultRule) else _OF_EDITS
        for edit in found.fix.edits:
            if type(edit) not in claims:
                raise UnsoundError.of("finding.fix.edits", "Set, Rename, Remove or Insert", edit)
            hold(claims[type(edit)], edit, f"{type(edit).__name__}.")
    return found


def require_placed(found: object, rule: BaseRule[Any], specs: AbstractSet[SpecId]) -> tuple[SpecId, Finding]:
    """``found``, which a rule across ``specs`` returned; raises ``UnsoundError``."""
    if not (isinstance(found, tuple) and len(found) == 2):
        raise UnsoundError.of("a finding", "a pair of the ID of a spec and what self.finding() returns", found)
    spec, finding = found
    if not (_is_spec(spec) and spec in specs):
        raise UnsoundError.of("a finding", "the ID of a spec that it received", spec)
    return spec, require_finding(finding, rule, specs)
