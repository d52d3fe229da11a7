"""The decision of policies on a request, as the IAM User Guide publishes it under "Policy evaluation logic".

In this order: a denial in any policy; the service control policies, where each level must allow; what the policy of
the resource grants; the identity policies; the permissions boundary; the session policy.

- Within an account the identity policies *or* the policy of the resource must allow; between accounts, both.
- The policy of a key, and the trust policy of a role, must allow in any case, or leave the decision to the account.
- The boundary and the session policy do not limit what the resource's policy grants to everybody, or to the ARN of a
  user or a session. They limit what it grants to a role.

A missing policy has no effect. Without a resource policy, the answer is that of the other policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from recolint.iam.policy import Effect, Listed, NamedPrincipal, Policy, PolicyType, Statement
from recolint.iam.request import Request
from recolint.iam.requester import Grade, Requester, RequesterKind, means
from recolint.iam.statement import covers, not_known
from recolint.iam.truth import Truth, any_of
from recolint.iam.verdict import Reason, Verdict


@dataclass(frozen=True, slots=True)
class Policies:
    """The policies that apply to a request.

    ``scps`` contains a tuple for each level: the policies attached to the root, to each unit below it, to the account.
    """

    identity: tuple[Policy, ...] = ()
    boundary: Policy | None = None
    session: Policy | None = None
    scps: tuple[tuple[Policy, ...], ...] = ()
    resource: Policy | None = None


class Decision(Enum):
    """The outcome of a request."""

    ALLOWED = "allowed"
    DENIED = "denied"
    UNKNOWN = "unknown"
    """It depends on what is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision; ``explicit`` when a statement made it, not the lack of one."""

    decision: Decision
    explicit: bool
    by: Reason


def evaluate(policies: Policies, request: Request) -> Answer:
    """The decision of ``policies`` on ``request``. Never raises."""
    if request.requester is not None and request.requester.kind is RequesterKind.PROVIDER:
        # What is attached to users and roles does not bind a service.
        policies = Policies(resource=policies.resource)
        allowed = _granted(policies.resource, request)
    else:
        allowed = _allowed(policies, request)
    denied = Verdict.any_of(_denials(policies, request), allowed.by)
    return _answer(allowed, denied, request)


def _answer(allowed: Verdict, denied: Verdict, request: Request) -> Answer:
    if denied.truth is Truth.TRUE:
        return Answer(Decision.DENIED, explicit=True, by=denied.by)
    if allowed.truth is Truth.FALSE:
        return Answer(Decision.DENIED, explicit=False, by=allowed.by)
    if min(allowed.truth, denied.truth.negated) is Truth.TRUE:
        return Answer(Decision.ALLOWED, explicit=allowed.by.statement is not None, by=allowed.by)
    by = denied.by if allowed.truth is Truth.TRUE else allowed.by
    unknown = not_known(by.statement, request) if by.statement else ()
    return Answer(Decision.UNKNOWN, explicit=False, by=replace(by, unknown=unknown))


def _allowed(policies: Policies, request: Request) -> Verdict:
    """Whether the policies allow ``request``, denials aside."""
    levels = [_allows(PolicyType.SCP, level, request) for level in policies.scps]
    identity = _identity(policies, request)
    limits = [_allows(layer, (policy,), request) for layer, policy in _limits(policies)]
    if policies.resource is None:
        return _within([*levels, identity, *limits], identity)
    granted = _grants_of(policies.resource, request)
    inside = _inside_account(granted, identity, limits, request)
    inside = _within([*levels, inside], inside)
    between = _within([*levels, _granted(policies.resource, request), identity, *limits], identity)
    crosses = request.crosses_accounts
    if crosses is not Truth.UNKNOWN:
        return between if crosses is Truth.TRUE else inside
    either = inside.truth if inside.truth is between.truth else Truth.UNKNOWN
    return Verdict(either, Verdict.all_of([between, inside]).by)


def _granted(policy: Policy | None, request: Request) -> Verdict:
    """Whether the resource's policy allows, directly or through the account."""
    if policy is None:
        return Verdict(Truth.FALSE, _nothing(PolicyType.RESOURCE, ()))
    return Verdict.any_of(_grants_of(policy, request).values(), _nothing(PolicyType.RESOURCE, (policy,)))


def _inside_account(
    granted: Mapping[Grade, Verdict], identity: Verdict, limits: list[Verdict], request: Request
) -> Verdict:
    """Whether the resource's policy or the identity policies allow, for a resource of the requester's account."""
    delegated = [granted[Grade.ACCOUNT]] if request.is_up_to_resource else []
    by_identity = _within([*delegated, identity, *limits], identity)
    by_role = _within([granted[Grade.ROLE], *limits], granted[Grade.ROLE])
    return Verdict.any_of([by_identity, by_role, granted[Grade.DIRECT]], by_identity.by)


def _within(verdicts: list[Verdict], grant: Verdict) -> Verdict:
    """The first of ``verdicts`` that is false, else the first that may be; ``grant`` when all are true."""
    least = Verdict.all_of(verdicts)
    return grant if least.truth is Truth.TRUE else least


def _identity(policies: Policies, request: Request) -> Verdict:
    if request.requester is not None and request.requester.kind is RequesterKind.ROOT:
        # The root user may do everything that nothing denies.
        return Verdict(Truth.TRUE, _nothing(PolicyType.IDENTITY, ()))
    return _allows(PolicyType.IDENTITY, policies.identity, request)


def _limits(policies: Policies) -> Iterator[tuple[PolicyType, Policy]]:
    if policies.boundary is not None:
        yield PolicyType.BOUNDARY, policies.boundary
    if policies.session is not None:
        yield PolicyType.SESSION, policies.session


def _allows(layer: PolicyType, policies: tuple[Policy, ...], request: Request) -> Verdict:
    return Verdict.any_of(_votes(layer, policies, Effect.ALLOW, request), _nothing(layer, policies))


def _denials(policies: Policies, request: Request) -> Iterator[Verdict]:
    for level in policies.scps:
        yield from _votes(PolicyType.SCP, level, Effect.DENY, request)
    if policies.resource is not None:
        yield from _denials_of(policies.resource, request, bounded=policies.boundary is not None)
    yield from _votes(PolicyType.IDENTITY, policies.identity, Effect.DENY, request)
    for layer, policy in _limits(policies):
        yield from _votes(layer, (policy,), Effect.DENY, request)


def _votes(layer: PolicyType, policies: tuple[Policy, ...], effect: Effect, request: Request) -> Iterator[Verdict]:
    for policy in policies:
        for statement in policy.statements:
            if statement.effect is effect:
                yield Verdict(covers(statement, request), Reason(layer, (policy.name,), statement))


def _nothing(layer: PolicyType, policies: tuple[Policy, ...]) -> Reason:
    return Reason(layer, tuple(policy.name for policy in policies))


def _grants_of(policy: Policy, request: Request) -> Mapping[Grade, Verdict]:
    """The grants of ``policy``, by how directly it means the requester."""
    found = [vote for statement in policy.statements for vote in _grants(policy, statement, request)]
    nothing = Reason(PolicyType.RESOURCE, (policy.name,))
    return {grade: Verdict.any_of((verdict for of, verdict in found if of is grade), nothing) for grade in Grade}


def _denials_of(policy: Policy, request: Request, *, bounded: bool) -> Iterator[Verdict]:
    """The denials of ``policy``; ``bounded`` when the requester has a permissions boundary."""
    for statement in policy.statements:
        if statement.effect is Effect.DENY and statement.principals is not None:
            meant = _is_denied(statement.principals, request.requester, bounded=bounded)
            yield Verdict(
                min(covers(statement, request), meant), Reason(PolicyType.RESOURCE, (policy.name,), statement)
            )


def _grants(policy: Policy, statement: Statement, request: Request) -> Iterator[tuple[Grade, Verdict]]:
    if statement.effect is Effect.DENY or statement.principals is None:
        return
    covered, by = covers(statement, request), Reason(PolicyType.RESOURCE, (policy.name,), statement)
    if statement.principals.inverted:
        others = _is_excepted(statement.principals, request.requester).negated
        yield Grade.DIRECT, Verdict(min(covered, others), by)
    else:
        for named in statement.principals.items:
            grade, meant = means(named, request.requester)
            yield grade, Verdict(min(covered, meant), by)


def _is_denied(principals: Listed[NamedPrincipal], requester: Requester | None, *, bounded: bool) -> Truth:
    if not principals.inverted:
        return any_of(means(named, requester)[1] for named in principals.items)
    # "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary."
    return Truth.TRUE if bounded else _is_excepted(principals, requester).negated


def _is_excepted(principals: Listed[NamedPrincipal], requester: Requester | None) -> Truth:
    """Whether ``NotPrincipal`` spares the requester, who must be named: an account in it does not spare its members."""
    meanings = (means(named, requester) for named in principals.items)
    return any_of(meant for grade, meant in meanings if grade is not Grade.ACCOUNT or meant is Truth.UNKNOWN)
