"""What the policies at hand decide on a need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from recolint.arn import Arn
from recolint.iam.caller_needs import SAGEMAKER
from recolint.iam.context import Context
from recolint.iam.evaluation import Answer, Policies, evaluate
from recolint.iam.need import Need, Who
from recolint.iam.partial import PartialArn
from recolint.iam.permissions import Permissions
from recolint.iam.policy import Policy
from recolint.iam.request import Request
from recolint.iam.requester import Requester, RequesterKind
from recolint.job import Job


def judge(need: Need, job: Job, permissions: Permissions) -> Answer | None:
    """What ``permissions`` decide on ``need`` of ``job``; ``None`` when the policies that count are not at hand.

    Of several policies, one of which is the key's, it is not known which; they must agree.
    """
    role = job.role.value if job.role is not None else None
    key = _text(need, job) if need.action.startswith("kms:") else None
    question = _Question(
        need.who, role, key, need.action, need.resource, tuple(sorted(need.context.items())), need.absent
    )
    return _answer(question, permissions)


class _Question(NamedTuple):
    """A need without the place that causes it. Most needs of a job are those of all jobs with its role."""

    who: Who
    role: str | None
    key: str | None
    """The key that it is about, as the spec names it."""
    action: str
    resource: PartialArn
    context: tuple[tuple[str, tuple[str, ...]], ...]
    absent: tuple[str, ...]


@lru_cache(maxsize=4096)
def _answer(question: _Question, permissions: Permissions) -> Answer | None:
    at_hand = _at_hand(question, permissions)
    answers = [evaluate(policies, _request(question, policies, permissions)) for policies in at_hand]
    if not answers or any(answer.decision is not answers[0].decision for answer in answers):
        return None
    return answers[0]


def _at_hand(question: _Question, permissions: Permissions) -> Iterator[Policies]:
    """The policies that decide, once for each policy that may be the key's."""
    role = permissions.role(question.role)
    if question.who is Who.TRUST:
        if role.trust is not None:
            yield Policies(resource=role.trust)
        return
    attached = role.attached if question.who is Who.ROLE else permissions.caller
    if attached is None:
        return
    session = permissions.session if question.who is Who.CALLER else None
    policies = Policies(attached.identity, attached.boundary, session, permissions.scps)
    keys = permissions.key_policies(question.key, str(question.resource)) if question.key is not None else ()
    if not keys:
        yield policies
    elif None not in keys:
        yield from (replace(policies, resource=key) for key in keys)


def _text(need: Need, job: Job) -> str:
    """What the spec has at the place that causes ``need``."""
    value: object = job.data()
    for step in need.cause.route:
        value = value[step]  # type: ignore[index]  # the route is one of this job
    return str(value)


def _request(question: _Question, policies: Policies, permissions: Permissions) -> Request:
    requester = _requester(question, permissions)
    values = {**_known(question.resource, requester), **dict(question.context)}
    if question.absent:
        values |= {key: () for key in _keys(policies) if key.startswith(question.absent) and key not in values}
    resource = question.resource if question.resource.unknown else str(question.resource)
    return Request(question.action, resource, requester, Context(values, frozenset({"*"})))


def _requester(question: _Question, permissions: Permissions) -> Requester | None:
    arns = {Who.TRUST: SAGEMAKER, Who.ROLE: question.role, Who.CALLER: permissions.caller_arn}
    arn = arns[question.who]
    found = Requester.parse(arn) if arn is not None else None
    return found.in_some_session if found is not None else None


def _known(resource: PartialArn, requester: Requester | None) -> dict[str, tuple[str, ...]]:
    """The condition keys that follow from who asks and from the resource's ARN."""
    arn = Arn.parse(resource.known)
    known = {
        "aws:requestedregion": arn.region if arn is not None else "",
        "aws:resourceaccount": arn.account if arn is not None else "",
    }
    if requester is not None:
        known["aws:principalaccount"] = requester.account or ""
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
