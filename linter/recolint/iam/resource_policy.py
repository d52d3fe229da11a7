"""What the policy of a resource says to a requester."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recolint.iam.ground import By, Ground, strongest
from recolint.iam.policy import Effect, Listed, NamedPrincipal, Policy, PolicyType, Statement
from recolint.iam.request import Request
from recolint.iam.requester import Grade, Requester, means
from recolint.iam.statement import covers
from recolint.iam.truth import Truth, any_of


def grants(policy: Policy, request: Request) -> Mapping[Grade, Ground]:
    """What ``policy`` allows, by how directly it means the requester."""
    found = [vote for statement in policy.statements for vote in _grants(policy, statement, request)]
    nothing = By(PolicyType.RESOURCE, (policy.name,))
    return {grade: strongest((ground for of, ground in found if of is grade), nothing) for grade in Grade}


def denials(policy: Policy, request: Request, *, bounded: bool) -> Iterator[Ground]:
    """What ``policy`` denies; ``bounded`` when the requester has a permissions boundary."""
    for statement in policy.statements:
        if statement.effect is Effect.DENY and statement.principals is not None:
            meant = _is_denied(statement.principals, request.requester, bounded=bounded)
            yield Ground(min(covers(statement, request), meant), By(PolicyType.RESOURCE, (policy.name,), statement))


def _grants(policy: Policy, statement: Statement, request: Request) -> Iterator[tuple[Grade, Ground]]:
    if statement.effect is Effect.DENY or statement.principals is None:
        return
    covered, by = covers(statement, request), By(PolicyType.RESOURCE, (policy.name,), statement)
    if statement.principals.inverted:
        others = _is_excepted(statement.principals, request.requester).negated
        yield Grade.DIRECT, Ground(min(covered, others), by)
    else:
        for named in statement.principals.items:
            grade, meant = means(named, request.requester)
            yield grade, Ground(min(covered, meant), by)


def _is_denied(principals: Listed[NamedPrincipal], requester: Requester | None, *, bounded: bool) -> Truth:
    if not principals.inverted:
        return any_of(means(named, requester)[1] for named in principals.items)
    # "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary."
    return Truth.TRUE if bounded else _is_excepted(principals, requester).negated


def _is_excepted(principals: Listed[NamedPrincipal], requester: Requester | None) -> Truth:
    """Whether ``NotPrincipal`` spares the requester, who must be named: an account in it spares nobody else in it."""
    meanings = (means(named, requester) for named in principals.items)
    return any_of(meant for grade, meant in meanings if grade is not Grade.ACCOUNT or meant is Truth.UNKNOWN)
