"""The decision of the known policies on a need, whatever the missing policies contain.

A need is denied only where it stays denied when every missing policy allows all: the identity policies, and the
policy of the key, bucket or repository, which may allow on its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import product

from recolint.base.aws_names import Arn
from recolint.base.named_tuple import NamedTuple
from recolint.iam.caller_needs import SAGEMAKER
from recolint.iam.context import Context
from recolint.iam.evaluation import Answer, Decision, Policies, evaluate
from recolint.iam.need import Need, Who, is_among
from recolint.iam.partial import PartialArn
from recolint.iam.pattern import Pattern
from recolint.iam.permissions import Permissions, ResourcePolicy
from recolint.iam.policy import (
    Effect,
    Listed,
    NamedPrincipal,
    Policy,
    PrincipalKind,
    ResourceKind,
    Statement,
)
from recolint.iam.request import Request
from recolint.iam.requester import Requester, RequesterKind
from recolint.iam.truth import Truth
from recolint.request.job import Job

_Values = tuple[tuple[str, tuple[str, ...]], ...]


def decide(need: Need, job: Job, permissions: Permissions) -> Answer | None:
    """The decision of ``permissions`` on ``need`` of ``job``.

    ``None`` if a policy that matters is missing. Also ``None`` if AWS documents an attached managed policy as
    sufficient, although it does not allow the action. If several policies may be the resource's, they must agree.
    """
    role = job.role.value if job.role is not None else None
    kind = ResourceKind.of(need.action, str(need.resource))
    question = _Question(
        who=need.who,
        role=role,
        action=need.action,
        resource=need.resource,
        kind=kind,
        names=tuple(_names(kind, need, job)),
        contexts=tuple(_contexts(need)),
        present=need.present,
        absent=need.absent,
    )
    answer = _answer(question, permissions)
    return None if _is_unneeded(need, role, answer, permissions) else answer


class _Question(NamedTuple):
    """A need without the place that causes it. Most needs of a job are those of all jobs with its role."""

    who: Who
    role: str | None
    action: str
    resource: PartialArn
    kind: ResourceKind | None
    names: tuple[str, ...]
    """The name of the resource, as far as known."""
    contexts: tuple[_Values, ...]
    """The possible contexts of the call."""
    present: tuple[str, ...]
    absent: tuple[str, ...]


def _names(kind: ResourceKind | None, need: Need, job: Job) -> Iterator[str]:
    if kind is ResourceKind.KEY:
        yield _text(need, job)
        yield str(need.resource)
    elif kind is ResourceKind.BUCKET:
        bucket = str(need.resource).partition(":::")[2].partition("/")[0]
        if "*" not in bucket:
            yield bucket
            yield f"arn:aws:s3:::{bucket}"


def _text(need: Need, job: Job) -> str:
    """The text of the spec at the place that causes ``need``."""
    value: object = job.data()
    for step in need.cause.route:
        value = value[step]  # type: ignore[index]  # the route is one of this job
    return str(value)


def _contexts(need: Need) -> Iterator[_Values]:
    for values in product(*need.either.values()):
        yield tuple(sorted({**need.context, **dict(zip(need.either, values, strict=True))}.items()))


def _is_unneeded(need: Need, role: str | None, answer: Answer | None, permissions: Permissions) -> bool:
    """Whether the role lacks an action, but has the managed policy that AWS documents as sufficient."""
    if need.unneeded_with is None or answer is None or answer.decision is Decision.ALLOWED:
        return False
    return any(policy.managed == need.unneeded_with for policy in permissions.role(role).identity or ())


class _World(NamedTuple):
    """One reading of the question: the context, and the resource policy (``None``: unknown)."""

    context: _Values
    resource: ResourcePolicy | None


@lru_cache(maxsize=4096)
def _answer(question: _Question, permissions: Permissions) -> Answer | None:
    if question.who is Who.TRUST:
        policies = Policies(resource=permissions.role(question.role).trust)
        world = _World(question.contexts[0], None)
        return evaluate(policies, _request(question, world, policies, permissions)) if policies.resource else None
    found = [_in_world(question, world, permissions) for world in _worlds(question, permissions)]
    answers = [answer for answer in found if answer is not None]
    if len(answers) < len(found):
        return None
    return answers[0] if len({answer.decision for answer in answers}) == 1 else _open(answers, question.kind)


def _worlds(question: _Question, permissions: Permissions) -> Iterator[_World]:
    given: tuple[ResourcePolicy | None, ...] = ()
    if question.kind is not None:
        given = permissions.of_resource(question.kind, question.names)
    if not given or (question.kind is ResourceKind.BUCKET and not question.names):
        given = (*given, None)
    for context, resource in product(question.contexts, given):
        yield _World(context, resource)


def _in_world(question: _Question, world: _World, permissions: Permissions) -> Answer | None:
    """The answer in ``world``; ``None`` if it depends on missing identity policies or an unreadable resource policy."""
    identity, boundary = _attached(question, permissions)
    session = permissions.session if question.who is Who.CALLER else None
    policy = world.resource.policy if world.resource is not None else None
    given = Policies(identity or (), boundary, session, permissions.scps, policy)
    best = given if identity is not None else replace(given, identity=(_ALLOW_ALL,))
    if question.kind is not None and policy is None:
        best = replace(best, resource=_GRANT_ALL)
    request = _request(question, world, given, permissions)
    at_best = evaluate(best, request)
    if at_best.decision is Decision.DENIED:
        return at_best
    if identity is None or (world.resource is not None and policy is None):
        return None
    answer = at_best if best is given else evaluate(given, request)
    is_left = answer.decision is Decision.DENIED or request.crosses_accounts is Truth.TRUE
    if question.kind is None or policy is not None or not is_left or answer.decision is Decision.UNKNOWN:
        return answer
    return Answer(Decision.UNKNOWN, explicit=False, by=replace(answer.by, left_to=question.kind))


def _open(answers: list[Answer], kind: ResourceKind | None) -> Answer:
    """The unknown answer for worlds that disagree. Its reason is that of an unknown answer, else that of a denial."""
    unknown = (answer for answer in answers if answer.decision is Decision.UNKNOWN)
    denied = (answer for answer in answers if answer.decision is Decision.DENIED)
    by = next((answer for answer in (*unknown, *denied)), answers[0]).by
    return Answer(Decision.UNKNOWN, explicit=False, by=replace(by, left_to=by.left_to or kind))


def _attached(question: _Question, permissions: Permissions) -> tuple[tuple[Policy, ...] | None, Policy | None]:
    """The identity policies (``None``: unknown) and the permissions boundary."""
    if question.who is Who.ROLE:
        role = permissions.role(question.role)
        return role.identity, role.boundary
    caller = permissions.caller
    return (None, None) if caller is None else (caller.identity, caller.boundary)


def _request(question: _Question, world: _World, policies: Policies, permissions: Permissions) -> Request:
    requester = _requester(question, permissions)
    owner = world.resource.account if world.resource is not None else None
    values = {**_known(question.resource, owner, requester), **dict(world.context)}
    if question.absent:
        values |= {key: () for key in _keys(policies) if key not in values and is_among(key, question.absent)}
    resource = question.resource if question.resource.unknown else str(question.resource)
    context = Context(values, frozenset({"*"}), frozenset(question.present))
    return Request(question.action, resource, requester, context)


def _requester(question: _Question, permissions: Permissions) -> Requester | None:
    """The caller. An unknown caller is in the role's account: no other account can pass the role."""
    arns = {Who.TRUST: SAGEMAKER, Who.ROLE: question.role, Who.CALLER: permissions.caller_arn}
    arn = arns[question.who]
    found = Requester.parse(arn) if arn is not None else None
    if found is not None:
        return found.in_some_session
    role = Requester.parse(question.role) if question.role is not None else None
    return Requester.somebody(role.account) if role is not None and role.account is not None else None


def _known(resource: PartialArn, owner: str | None, requester: Requester | None) -> dict[str, tuple[str, ...]]:
    """The condition keys that follow from the caller, from the resource's ARN and from its ``owner``, an account."""
    arn = Arn.parse(resource.known)
    account = (arn.account if arn is not None else "") or owner or ""
    known = {
        "aws:requestedregion": arn.region if arn is not None else "",
        "aws:resourceaccount": account,
        "s3:resourceaccount": account,
    }
    if requester is not None:
        known["aws:principalaccount"] = known["kms:calleraccount"] = requester.account or ""
        if requester.kind in (RequesterKind.SOME_SESSION, RequesterKind.USER):
            known["aws:principalarn"] = requester.text
    return {key: (value,) for key, value in known.items() if value}


def _keys(policies: Policies) -> Iterator[str]:
    """The condition keys that any statement reads, in lower case."""
    single = (policies.boundary, policies.session, policies.resource)
    several = (policies.identity, *policies.scps)
    layers: Iterator[Policy] = (policy for layer in several for policy in layer)
    for policy in (*layers, *(one for one in single if one is not None)):
        for statement in policy.statements:
            yield from (key.lower() for key in statement.keys)


def _all(principals: Listed[NamedPrincipal] | None) -> Policy:
    """A missing policy, assumed to allow everything."""
    action = Listed((Pattern.action("*"),))
    statement = Statement(0, None, None, Effect.ALLOW, action, None, principals, ())
    return Policy("", (statement,))


_ALLOW_ALL = _all(None)
_GRANT_ALL = _all(Listed((NamedPrincipal(PrincipalKind.AWS, "*"),)))
