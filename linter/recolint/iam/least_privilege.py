"""The least policy that satisfies needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from recolint.iam.caller_needs import SAGEMAKER
from recolint.iam.context import EMPTY
from recolint.iam.need import Need, Who
from recolint.iam.partial import PartialArn
from recolint.iam.pattern import Pattern
from recolint.iam.truth import Truth

_NARROWING = {
    "iam:passedtoservice": ("StringEquals", "iam:PassedToService"),
    "kms:grantisforawsresource": ("Bool", "kms:GrantIsForAWSResource"),
    "aws:sourceaccount": ("StringEquals", "aws:SourceAccount"),
}
"""The condition keys that a least policy tests where they are known: the operator, and the name as AWS writes it."""

_Condition = tuple[tuple[str, str, str], ...]
"""Operator, key and value, for each key."""


def least_policy(needs: Iterable[Need]) -> dict[str, Any]:
    """A policy document, as plain data, that allows ``needs`` (all of one principal) and as little else as it can.

    Each action is in one statement for each condition, with all its resources; actions with the same resources
    share a statement. ``*`` stands for what is not known of a resource. Statements are sorted by ``Sid``.
    """
    asked: dict[tuple[_Condition, str], list[Need]] = {}
    for need in needs:
        asked.setdefault((_condition(need), need.action), []).append(need)
    merged: dict[tuple[_Condition, frozenset[str]], list[Need]] = {}
    for (condition, _), same in asked.items():
        merged.setdefault((condition, _widest(same)), []).extend(same)
    statements = sorted(
        (_statement(same, condition, sorted(resources)) for (condition, resources), same in merged.items()), key=_order
    )
    _number(statements)
    return {"Version": "2012-10-17", "Statement": statements}


def _condition(need: Need) -> _Condition:
    tested = ((key, values) for key, values in need.context.items() if key in _NARROWING)
    return tuple(sorted((*_NARROWING[key], value) for key, values in tested for value in values))


def _widest(needs: Sequence[Need]) -> frozenset[str]:
    """The resources of ``needs`` as patterns, without those that another one takes in."""
    resources = list({need.resource.pattern: need.resource for need in needs}.values())
    kept = (one for one in resources if not any(_takes_in(other, one) for other in resources if other != one))
    return frozenset(one.pattern for one in kept)


def _takes_in(wide: PartialArn, narrow: PartialArn) -> bool:
    return Pattern.parse(wide.pattern).like_resource(narrow, EMPTY) is Truth.TRUE


def _statement(needs: Sequence[Need], condition: _Condition, resources: list[str]) -> dict[str, Any]:
    trust = needs[0].who is Who.TRUST
    sid = "".join(dict.fromkeys(need.task.sid for need in needs))
    statement: dict[str, Any] = {"Sid": sid, "Effect": "Allow"}
    if trust:
        statement["Principal"] = {"Service": SAGEMAKER}
    statement["Action"] = _one_or_all(sorted({need.action for need in needs}))
    if not trust:
        statement["Resource"] = _one_or_all(resources)
    for operator, key, value in condition:
        statement.setdefault("Condition", {}).setdefault(operator, {})[key] = value
    return statement


def _one_or_all(texts: list[str]) -> str | list[str]:
    return texts[0] if len(texts) == 1 else texts


def _order(statement: dict[str, Any]) -> tuple[str, str, str]:
    return statement["Sid"], str(statement["Action"]), str(statement.get("Resource"))


def _number(statements: list[dict[str, Any]]) -> None:
    """Set a unique ``Sid`` for the second and later statements for the same tasks."""
    taken: dict[str, int] = {}
    for statement in statements:
        sid = statement["Sid"]
        taken[sid] = taken.get(sid, 0) + 1
        if taken[sid] > 1:
            statement["Sid"] = f"{sid}{taken[sid]}"
