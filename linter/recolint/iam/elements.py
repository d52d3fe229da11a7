"""The elements of a statement: from plain data to what they mean, with a fault for what IAM refuses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from recolint.base.finding import Part, Route
from recolint.base.spelling import did_you_mean
from recolint.iam.fault import Faults, kind, shown
from recolint.iam.operators import Operator, names
from recolint.iam.pattern import Pattern, Variable
from recolint.iam.policy import Condition, NamedPrincipal, PrincipalKind
from recolint.iam.requester import Requester, RequesterKind
from recolint.iam.values import truth_value

Compile = Callable[[str], Pattern]
"""``Pattern.parse``, or ``Pattern.plain`` for a policy with a Version that does not support variables."""

_ACTION = re.compile(r"\*+|[\w.*?-]+:[\w.*?-]+", re.ASCII)
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_UNIQUE_ID = re.compile(r"A[A-Z0-9]{15,127}")


def actions(value: object, route: Route, faults: Faults) -> tuple[Pattern, ...]:
    """``Action`` or ``NotAction``."""
    found = []
    for text, at in _texts(value, route, faults, "an action such as s3:GetObject, or a list of actions"):
        if not _ACTION.fullmatch(text):
            faults.add(at, f"{shown(text)} is not an action; expected service:Name, such as s3:GetObject or s3:Get*")
        found.append(Pattern.action(text))
    return tuple(found)


def resources(value: object, route: Route, faults: Faults, compile_: Compile) -> tuple[Pattern, ...]:
    """``Resource`` or ``NotResource``."""
    found = []
    for text, at in _texts(value, route, faults, "an ARN, *, or a list of ARNs"):
        pattern = compile_(text)
        if not _may_be_arn(pattern):
            faults.add(at, f"{shown(text)} is not an ARN; expected arn:partition:service:region:account:resource, or *")
        found.append(pattern)
    return tuple(found)


def _may_be_arn(pattern: Pattern) -> bool:
    """Whether an ARN can match: all six fields are there, or a ``*`` that ends one takes those that are missing."""
    text = "".join(
        "$" if isinstance(one, Variable) else one if isinstance(one, str) else one.value for one in pattern.pieces
    )
    fields = text.split(":")
    return not text.strip("*") or (fields[0] == "arn" and (len(fields) >= 6 or any(one[-1:] == "*" for one in fields)))


def principals(value: object, route: Route, faults: Faults) -> tuple[NamedPrincipal, ...]:
    """``Principal`` or ``NotPrincipal``."""
    if value == "*":
        return (NamedPrincipal(PrincipalKind.AWS, "*"),)
    if not isinstance(value, dict) or not value:
        faults.add(route, f'found {kind(value)}, expected "*" or a principal, such as {{"AWS": "111122223333"}}')
        return ()
    found = []
    for key, listed in value.items():
        if key not in _PRINCIPALS:
            message = f"{shown(key)} is not a kind of principal; expected one of {', '.join(_PRINCIPALS)}"
            faults.add((*route, key), message + did_you_mean(key, _PRINCIPALS), part=Part.KEY)
            continue
        for text, at in _texts(listed, (*route, key), faults, "a principal or a list of principals"):
            named = NamedPrincipal(_PRINCIPALS[key], text)
            if (wrong := _PRINCIPAL_FAULTS[named.kind](text)) is not None:
                faults.add(at, wrong)
            found.append(named)
    return tuple(found)


def _aws_fault(text: str) -> str | None:
    if text == "*" or _UNIQUE_ID.fullmatch(text) or re.match(r"arn:[^:]+:iam::cloudfront:user/", text):
        return None
    if "*" in text or "?" in text:
        return f"{shown(text)}: a wildcard cannot match part of a principal; list each, or test aws:PrincipalArn"
    parsed = Requester.parse(text)
    if parsed is None or parsed.kind is RequesterKind.PROVIDER:
        return f"{shown(text)} is not a principal; expected 12 digits, or the ARN of an account, role, user or session"
    return None


def _service_fault(text: str) -> str | None:
    if _SERVICE.fullmatch(text):
        return None
    return f"{shown(text)} is not a service principal; expected a name such as sagemaker.amazonaws.com"


_PRINCIPALS = {kind.value: kind for kind in PrincipalKind}
_PRINCIPAL_FAULTS: dict[PrincipalKind, Callable[[str], str | None]] = {
    PrincipalKind.AWS: _aws_fault,
    PrincipalKind.SERVICE: _service_fault,
    PrincipalKind.FEDERATED: lambda _: None,
    PrincipalKind.CANONICAL_USER: lambda _: None,
}


def conditions(value: object, route: Route, faults: Faults, compile_: Compile) -> tuple[Condition, ...]:
    """``Condition``."""
    found = []
    for name, keys in _members(value, route, faults, 'condition operators, such as {"StringEquals": {...}}'):
        operator = Operator.parse(name)
        if operator is None:
            faults.add((*route, name), f"{shown(name)} is not a condition operator" + _meant(name), part=Part.KEY)
            continue
        for key, values in _members(keys, (*route, name), faults, "condition keys and their values"):
            patterns = _values(operator, values, (*route, name, key), faults, compile_)
            found.append(Condition(operator, key, tuple(patterns)))
    return tuple(found)


def _meant(name: str) -> str:
    if name.casefold().removesuffix("ifexists").endswith("null"):
        return "; Null does not allow IfExists, ForAllValues or ForAnyValue"
    return did_you_mean(name, names())


def _values(operator: Operator, value: object, route: Route, faults: Faults, compile_: Compile) -> Iterator[Pattern]:
    comparison = operator.comparison
    wants = comparison.wants if comparison else "true or false"
    accepts = comparison.accepts if comparison else lambda text: truth_value(text) is not None
    for item, at in _items(value, route):
        text = _scalar(item)
        if text is None:
            faults.add(at, f"found {kind(item)}, expected {wants}")
            continue
        pattern = compile_(text) if comparison and comparison.variables else Pattern.plain(text)
        if not pattern.keys and not accepts(text):
            faults.add(at, f"{shown(text)}: {operator.name} expects {wants}" + _no_variables(text))
        yield pattern


def _no_variables(text: str) -> str:
    return "; policy variables are allowed only in String, Arn and Bool conditions" if "${" in text else ""


def _scalar(value: object) -> str | None:
    """A string, number or boolean as IAM compares it, as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) else None


def _texts(value: object, route: Route, faults: Faults, expected: str) -> Iterator[tuple[str, Route]]:
    """The strings of ``value``, one or a list of them, each with its route."""
    for item, at in _items(value, route):
        if isinstance(item, str):
            yield item, at
        else:
            faults.add(at, f"found {kind(item)}, expected {expected}")


def _items(value: object, route: Route) -> Iterator[tuple[object, Route]]:
    if isinstance(value, list):
        yield from ((item, (*route, index)) for index, item in enumerate(value))
    else:
        yield value, route


def _members(value: object, route: Route, faults: Faults, expected: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from value.items()
    else:
        faults.add(route, f"found {kind(value)}, expected {expected}")
