"""Short ways to write policies and requests for the tests of ``recolint.iam``, and strategies that draw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from recolint.iam import (
    Answer,
    Context,
    Policies,
    Policy,
    PolicyType,
    Request,
    Requester,
    evaluate,
    parse_policy,
)

ACCOUNT = "111122223333"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/service-role/recommender"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/recommender/run-1"
USER = f"arn:aws:iam::{ACCOUNT}:user/ana"
STRANGER = "arn:aws:iam::123456789012:role/stranger"
ROOT = f"arn:aws:iam::{ACCOUNT}:root"
OBJECT = "arn:aws:s3:::payloads/churn/payload.tar.gz"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"

ANYTHING: dict[str, Any] = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def allow(action: str | list[str] = "*", resource: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """A statement that allows."""
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def deny(action: str | list[str] = "*", resource: str | list[str] = "*", **more: Any) -> dict[str, Any]:
    """A statement that denies."""
    return {"Effect": "Deny", "Action": action, "Resource": resource, **more}


def policy(
    *statements: Mapping[str, Any], type_: PolicyType = PolicyType.IDENTITY, version: str = "2012-10-17"
) -> Policy:
    """The policy of ``statements``, which must be without fault; it is called by its type."""
    reading = parse_policy({"Version": version, "Statement": list(statements)}, type_, type_.value)
    assert reading.policy is not None, reading.faults
    return reading.policy


def identity(*statements: Mapping[str, Any]) -> Policies:
    """Policies with one identity policy alone."""
    return Policies(identity=(policy(*statements),))


def resource_policy(*statements: Mapping[str, Any]) -> Policy:
    """A resource policy."""
    return policy(*statements, type_=PolicyType.RESOURCE)


def scp(*statements: Mapping[str, Any]) -> Policy:
    """A service control policy."""
    return policy(*statements, type_=PolicyType.SCP)


def ask(
    policies: Policies,
    action: str = "s3:GetObject",
    resource: str = OBJECT,
    *,
    principal: str | None = ROLE,
    context: Mapping[str, str | list[str]] | None = None,
    unknown: Iterable[str] = (),
) -> Answer:
    """The answer of ``policies`` to one request."""
    requester = Requester.parse(principal) if principal else None
    assert requester or not principal
    pairs = ((key, [given] if isinstance(given, str) else given) for key, given in (context or {}).items())
    return evaluate(policies, Request(action, resource, requester, Context.of(pairs, unknown)))


def decide(policies: Policies, *asked: str, **how: Any) -> str:
    """The decision alone: "allowed", "denied" or "unknown"."""
    return ask(policies, *asked, **how).decision.value


def holds(condition: Mapping[str, Any], context: Mapping[str, Any] | None = None, unknown: Iterable[str] = ()) -> str:
    """What a statement that allows everything on ``condition`` decides."""
    return decide(identity({**ANYTHING, "Condition": condition}), context=context, unknown=unknown)
