"""The decisions of ``iam:SimulatePrincipalPolicy``: a small evaluation of policies, independent of recolint's own.

It supports what tests put into policies: wildcards, NotAction and NotResource, the operators below with IfExists and
the set qualifiers. Anything else raises ``UnsupportedError``: a wrong answer would be worse than an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import translate
from typing import Any

Context = Mapping[str, Sequence[str]]
"""Context values by lower-case key."""


class UnsupportedError(ValueError):
    """A policy uses what this simulator does not know."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document, and its identifier in the simulator's answers."""

    source: str
    document: Mapping[str, Any]


@dataclass(slots=True)
class Decision:
    """``allowed``, ``explicitDeny`` or ``implicitDeny``, with the policies that decided and the keys that lacked."""

    verdict: str = "implicitDeny"
    matched: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    bounded: bool | None = None
    """Whether the permissions boundary allows it; ``None`` without a boundary."""


def simulate(
    action: str, resource: str, context: Context, identity: Iterable[Policy], boundary: Policy | None
) -> Decision:
    """Decide one request by the identity policies of a principal and its permissions boundary."""
    decision = Decision()
    effects = _effects(action, resource, context, identity, decision)
    limits = set()
    if boundary is not None:
        limits = _effects(action, resource, context, [boundary], decision)
        decision.bounded = "Allow" in limits and "Deny" not in limits
    if "Deny" in effects | limits:
        decision.verdict = "explicitDeny"
    elif "Allow" in effects and decision.bounded is not False:
        decision.verdict = "allowed"
    return decision


def _effects(action: str, resource: str, context: Context, policies: Iterable[Policy], decision: Decision) -> set[str]:
    found = set()
    for policy in policies:
        for statement in _listed(policy.document.get("Statement", [])):
            if _applies(statement, action, resource, context, decision.missing):
                found.add(statement["Effect"])
                decision.matched.append(policy.source)
    return found


def _applies(statement: Mapping[str, Any], action: str, resource: str, context: Context, missing: list[str]) -> bool:
    if not _covers(statement, "Action", action.lower(), str.lower):
        return False
    if not _covers(statement, "Resource", resource, str):
        return False
    verdicts = [
        _holds(operator, key, _listed(values), context, missing)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    ]
    return all(verdicts)


def _covers(statement: Mapping[str, Any], element: str, value: str, normal: Callable[[str], str]) -> bool:
    if element in statement:
        return any(_like(normal(pattern), value) for pattern in _listed(statement[element]))
    return not any(_like(normal(pattern), value) for pattern in _listed(statement[f"Not{element}"]))


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": str.__eq__,
    "StringEqualsIgnoreCase": lambda wanted, value: wanted.lower() == value.lower(),
    "StringLike": lambda wanted, value: _like(wanted, value),
    "ArnEquals": lambda wanted, value: _like(wanted, value),
    "ArnLike": lambda wanted, value: _like(wanted, value),
    "Bool": lambda wanted, value: wanted.lower() == value.lower(),
}


def _holds(operator: str, key: str, wanted: Sequence[Any], context: Context, missing: list[str]) -> bool:
    qualifier, _, name = operator.rpartition(":")
    if qualifier not in {"", "ForAnyValue", "ForAllValues"}:
        raise UnsupportedError(f"condition operator {operator}")
    if_exists = name.endswith("IfExists")
    name = name.removesuffix("IfExists")
    values = context.get(key.lower())
    texts = [str(value).lower() if isinstance(value, bool) else str(value) for value in wanted]
    if name == "Null":
        return (texts[0].lower() == "true") == (values is None)
    negated = name.replace("Not", "", 1)
    test = _OPERATORS.get(negated)
    if test is None:
        raise UnsupportedError(f"condition operator {operator}")
    if values is None:
        missing.append(key)
        return if_exists or qualifier == "ForAllValues" or (negated != name and not qualifier)

    def passes(value: str) -> bool:
        return any(test(text, value) for text in texts) == (negated == name)

    return all(map(passes, values)) if qualifier == "ForAllValues" else any(map(passes, values))


def _like(pattern: str, value: str) -> bool:
    """IAM knows ``*`` and ``?`` alone; ``[`` is a character like any other."""
    if "${" in pattern:
        raise UnsupportedError(f"policy variable in {pattern}")
    return re.match(translate(pattern.replace("[", "[[]")), value) is not None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
