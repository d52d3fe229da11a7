"""The condition operators of the IAM User Guide: by name, how each compares, and which values it accepts."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from recolint.base.aws_names import Arn
from recolint.iam import values
from recolint.iam.context import Context
from recolint.iam.pattern import Pattern
from recolint.iam.truth import Truth


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one value of the request compares with one of the policy."""

    holds: Callable[[Pattern, str, Context], Truth]
    wants: str
    """The expected value in the policy, in words."""
    accepts: Callable[[str], bool]
    """Whether the text of a policy is such a value."""
    variables: bool
    """Whether a value of the policy may contain variables."""


class Quantifier(Enum):
    """Which of the values of a request must compare."""

    EACH = "ForAllValues"
    SOME = "ForAnyValue"


@dataclass(frozen=True, slots=True)
class Operator:
    """A condition operator: ``ForAnyValue:StringNotLikeIfExists``. ``Null`` has no comparison."""

    name: str
    """As the policy writes it."""
    comparison: Comparison | None
    negated: bool
    quantifier: Quantifier | None
    if_exists: bool

    @classmethod
    def parse(cls, name: str) -> Operator | None:
        """The operator that ``name`` names, whatever its case; ``None`` for an unknown name."""
        prefix, colon, rest = name.rpartition(":")
        quantifier = _QUANTIFIERS.get(prefix.casefold())
        base = rest.casefold().removesuffix("ifexists")
        if_exists = base != rest.casefold()
        if base not in _BY_NAME or (colon and quantifier is None):
            return None
        comparison, negated = _BY_NAME[base]
        if comparison is None and (if_exists or quantifier):
            return None
        return cls(name, comparison, negated, quantifier, if_exists)


def _text(holds: Callable[[Pattern, str, Context], Truth]) -> Comparison:
    return Comparison(holds, "a string", lambda _: True, variables=True)


def _bool(pattern: Pattern, value: str, context: Context) -> Truth:
    return Truth.FALSE if values.truth_value(value) is None else pattern.equals_ignoring_case(value, context)


def _arn(pattern: Pattern, value: str, context: Context) -> Truth:
    return Truth.FALSE if Arn.parse(value) is None else pattern.like_arn(value, context)


def _read(
    wants: str, of_policy: Callable[[str], Any], of_request: Callable[[str], Any], test: Callable[[Any, Any], bool]
) -> Comparison:
    """A comparison of values that are read from text; a value of the request that cannot be read matches nothing."""

    def holds(pattern: Pattern, value: str, _context: Context) -> Truth:
        wanted, found = of_policy(pattern.text), of_request(value)
        return Truth.of(wanted is not None and found is not None and test(found, wanted))

    return Comparison(holds, wants, lambda text: of_policy(text) is not None, variables=False)


def _number(test: Callable[[Any, Any], bool]) -> Comparison:
    return _read("a number", values.number, values.number, test)


def _date(test: Callable[[Any, Any], bool]) -> Comparison:
    wants = "a date such as 2026-03-01T00:00:00Z, or seconds since 1970"
    return _read(wants, values.moment, values.moment, test)


def _inside(address: values.Address, network: values.Network) -> bool:
    return address in network


_EQUAL, _SAME, _LIKE = _text(Pattern.equals), _text(Pattern.equals_ignoring_case), _text(Pattern.like)
_ARN = Comparison(_arn, "an ARN, * and ? allowed", lambda text: text.startswith(("arn:", "*", "$")), variables=True)
_BOOL = Comparison(_bool, "true or false", lambda text: values.truth_value(text) is not None, variables=True)
_IP = _read("an IP address or a range such as 203.0.113.0/24", values.network, values.address, _inside)
_BINARY = _read("data in Base64", values.binary, values.binary, operator.eq)

OPERATORS: dict[str, tuple[Comparison | None, bool]] = {
    "StringEquals": (_EQUAL, False),
    "StringNotEquals": (_EQUAL, True),
    "StringEqualsIgnoreCase": (_SAME, False),
    "StringNotEqualsIgnoreCase": (_SAME, True),
    "StringLike": (_LIKE, False),
    "StringNotLike": (_LIKE, True),
    "NumericEquals": (_number(operator.eq), False),
    "NumericNotEquals": (_number(operator.eq), True),
    "NumericLessThan": (_number(operator.lt), False),
    "NumericLessThanEquals": (_number(operator.le), False),
    "NumericGreaterThan": (_number(operator.gt), False),
    "NumericGreaterThanEquals": (_number(operator.ge), False),
    "DateEquals": (_date(operator.eq), False),
    "DateNotEquals": (_date(operator.eq), True),
    "DateLessThan": (_date(operator.lt), False),
    "DateLessThanEquals": (_date(operator.le), False),
    "DateGreaterThan": (_date(operator.gt), False),
    "DateGreaterThanEquals": (_date(operator.ge), False),
    "Bool": (_BOOL, False),
    "BinaryEquals": (_BINARY, False),
    "IpAddress": (_IP, False),
    "NotIpAddress": (_IP, True),
    "ArnEquals": (_ARN, False),
    "ArnLike": (_ARN, False),
    "ArnNotEquals": (_ARN, True),
    "ArnNotLike": (_ARN, True),
    "Null": (None, False),
}
"""By name: the comparison, and whether the operator negates it."""

_BY_NAME = {name.casefold(): how for name, how in OPERATORS.items()}
_QUANTIFIERS = {quantifier.value.casefold(): quantifier for quantifier in Quantifier}


def names() -> list[str]:
    """Every operator's full name, with its prefixes and its suffix."""
    bases = [base + suffix for base in OPERATORS if base != "Null" for suffix in ("", "IfExists")]
    return [*bases, "Null", *(f"{quantifier.value}:{base}" for quantifier in Quantifier for base in bases)]
