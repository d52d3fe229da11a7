"""Statements of the configured policies that allow far more than a job needs.

recolint.iam is imported only if the config lists policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recolint.plugin import Arn, Job, Settings

if TYPE_CHECKING:
    from recolint.plugin import iam

_EVERY_ACTION = frozenset({"*", "*:*"})


def passes_any_role(job: Job, settings: Settings) -> Iterator[tuple[str, str]]:
    """Which of caller and role may pass any role to any service, with the first statement that allows it."""
    permissions = settings.permissions
    arn = Arn.parse(job.role.value) if job.role is not None else None
    if permissions is None or job.role is None or arn is None:
        return
    role = permissions.role(job.role.value)
    for who, attached in (("the caller", permissions.caller), ("the role", role.attached)):
        wide = (text for text, statement in _allowing(attached) if _passes_any_role(statement, arn))
        first = next(wide, None)
        if first is not None:
            yield who, first


def allows_everything(job: Job, settings: Settings) -> str | None:
    """The first statement that allows the role everything; ``None`` if there is a boundary or no such statement."""
    permissions = settings.permissions
    if permissions is None or job.role is None:
        return None
    attached = permissions.role(job.role.value).attached
    if attached is None or attached.boundary is not None:
        return None
    return next((text for text, statement in _allowing(attached) if _is_everything(statement)), None)


def _allowing(attached: iam.AttachedPolicies | None) -> Iterator[tuple[str, iam.Statement]]:
    """The statements that allow, with their names and places."""
    from recolint.plugin import iam

    for policy in attached.identity if attached is not None else ():
        for statement in policy.statements:
            if statement.effect is iam.Effect.ALLOW:
                yield iam.statement_in_words(iam.Reason(iam.PolicyType.IDENTITY, (policy.name,), statement)), statement


def _is_everything(statement: iam.Statement) -> bool:
    return _allows_every_action(statement) and not statement.conditions and _has_every_resource(statement)


def _allows_every_action(statement: iam.Statement) -> bool:
    return not statement.actions.inverted and any(one.text in _EVERY_ACTION for one in statement.actions.items)


def _has_every_resource(statement: iam.Statement) -> bool:
    resources = statement.resources
    return resources is not None and not resources.inverted and any(one.text == "*" for one in resources.items)


def _passes_any_role(statement: iam.Statement, arn: Arn) -> bool:
    """Whether ``statement`` allows iam:PassRole for every role of the account of ``arn`` and every service."""
    from recolint.plugin import iam

    tested = {condition.key.lower() for condition in statement.conditions}
    if "iam:passedtoservice" in tested or _allows_every_action(statement):
        return False
    role = iam.PartialArn.of(f"arn:{arn.partition}:iam::{arn.account}:role/", iam.Unknown("the role's name"))
    return (
        iam.covers(statement, iam.Request("iam:PassRole", role, context=iam.Context({}, frozenset({"*"}))))
        is iam.Truth.TRUE
    )
