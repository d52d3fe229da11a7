"""The least policy that satisfies needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recolint.iam.caller_needs import SAGEMAKER
from recolint.iam.context import EMPTY
from recolint.iam.need import Need, Who
from recolint.iam.pattern import Pattern
from recolint.iam.truth import Truth

Data = dict[str, Any]

_BOUND = {
    "iam:passedtoservice": ("StringEquals", "iam:PassedToService"),
    "kms:grantisforawsresource": ("Bool", "kms:GrantIsForAWSResource"),
    "aws:sourceaccount": ("StringEquals", "aws:SourceAccount"),
}
"""The condition keys that narrow what is allowed: the operator, and the name as AWS writes it."""


def least_policy(needs: Iterable[Need]) -> Data:
    """A policy document, as plain data, that allows ``needs`` (all of one principal) and as little else as it can.

    An action stands in one statement for each condition, with all its resources; actions with the same resources share
    a statement. ``*`` stands for what is not known of a resource.
    """
    order = list(needs)
    merged = _merged(order)
    statements = [_statement(order, condition, list(actions), resources) for (condition, resources), actions in merged.items()]
    taken: dict[str, int] = {}
    for statement in statements:
        sid = statement["Sid"]
        taken[sid] = taken.get(sid, 0) + 1
        if taken[sid] > 1:
            statement["Sid"] = f"{sid}{taken[sid]}"
    return {"Version": "2012-10-17", "Statement": statements}
