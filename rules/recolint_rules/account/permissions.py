"""What AWS refuses of what a job needs: its policy simulator says so, or else the policies that it reads out.

recolint.iam is imported when needed: only look-ups pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from recolint.account import Account, Answer, NotAnsweredError
from recolint.finding import Route
from recolint.job import Job
from recolint_rules.account.attached import attached

if TYPE_CHECKING:
    from recolint.iam import Need

_SHOWN = 3
"""Actions that a message names."""
_OPEN = frozenset({"s3", "kms", "ecr"})
"""Services whose resources have policies of their own, which may allow what no policy of the principal does."""
_INFERRED = frozenset({"SELF", "ENDPOINTS", "COMPILE"})
"""Tasks of which AWS does not say that they are the role's: it may be SageMaker itself that does them."""


class Refused(NamedTuple):
    """A need that is not met; ``explicit``: a statement denies it, rather than none allowing it."""

    need: Need
    explicit: bool

    @property
    def is_sure(self) -> bool:
        """Whether AWS needs it for sure, and nothing but another policy of the principal could still allow it."""
        return self.need.task.name not in _INFERRED and not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether the policy of a resource could still allow it."""
        has_policy = self.need.action.partition(":")[0] in _OPEN and str(self.need.resource) != "*"
        return has_policy and not self.explicit


class Group(NamedTuple):
    """What one place of the spec needs and does not get, in words; ``is_sure``: at least one of it for sure."""

    route: Route
    message: str
    help: str
    is_sure: bool


def needed(job: Job, account: Account, tasks: Iterable[str]) -> tuple[Need, ...]:
    """What ``job`` needs for ``tasks`` (names of ``iam.Task``)."""
    from recolint.iam import Arns, Task, needs

    return needs(job, Arns.of(job, account.region, account.id), [Task[name] for name in tasks])


def refused(principal: str, job: Job, needs: Sequence[Need], account: Account) -> list[Refused]:
    """What AWS refuses to the user or role ``principal`` (its ARN) of ``needs``. Raises ``NotAnsweredError``.

    What depends on something that is not known is not refused.
    """
    try:
        return _simulated(principal, needs, account)
    except NotAnsweredError as error:
        found = _judged(principal, job, needs, account)
        account.excuse(error)
        return found


def _simulated(principal: str, needs: Iterable[Need], account: Account) -> list[Refused]:
    """What the simulator refuses.

    A resource that is not known in full is not asked for, and a decision for which a condition key lacked is none.
    """
    together: dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], list[Need]] = {}
    for need in needs:
        if not need.resource.unknown:
            together.setdefault((str(need.resource), tuple(sorted(need.context.items()))), []).append(need)
    found = []
    for (resource, context), group in together.items():
        told = account.ask(
            "iam",
            "SimulatePrincipalPolicy",
            PolicySourceArn=principal,
            ActionNames=[need.action for need in group],
            ResourceArns=[resource],
            ContextEntries=[_entry(key, values) for key, values in context if values],
        )
        results = {one["EvalActionName"]: one for one in (told or Answer())["EvaluationResults"]}
        found += [one for need in group if (one := _refused(need, results.get(need.action))) is not None]
    return found


def _entry(key: str, values: tuple[str, ...]) -> dict[str, Any]:
    kind = "boolean" if values[0] in ("true", "false") else "string"
    return {
        "ContextKeyName": key,
        "ContextKeyValues": list(values),
        "ContextKeyType": kind if len(values) == 1 else f"{kind}List",
    }


def _refused(need: Need, result: Mapping[str, Any] | None) -> Refused | None:
    if result is None or result["EvalDecision"] == "allowed" or result.get("MissingContextValues"):
        return None
    return Refused(need, result["EvalDecision"] == "explicitDeny")


def _judged(principal: str, job: Job, needs: Iterable[Need], account: Account) -> list[Refused]:
    """What the policies of the user or role ``principal`` refuse, as IAM reads them out."""
    from recolint import iam

    found = attached(principal, account)
    role = iam.RoleGiven(principal, found.identity, found.boundary)
    permissions = iam.Permissions(roles=(role,), caller=found, caller_arn=principal)
    answers = ((need, iam.judge(need, job, permissions)) for need in needs)
    return [
        Refused(need, answer.explicit)
        for need, answer in answers
        if answer is not None and answer.decision is iam.Decision.DENIED
    ]


def grouped(who: str, refused: Iterable[Refused]) -> Iterator[Group]:
    """One group for each place of the spec; ``who`` is whose needs they are, in words."""
    by_route: dict[tuple[Route, bool], list[Refused]] = {}
    for one in refused:
        by_route.setdefault((one.need.cause.route, one.explicit), []).append(one)
    for (route, explicit), group in by_route.items():
        actions = list(dict.fromkeys(one.need.action for one in group))
        resources = list(dict.fromkeys(str(one.need.resource) for one in group))
        shown = ", ".join(actions[:_SHOWN]) + (f" and {len(actions) - _SHOWN} more" if len(actions) > _SHOWN else "")
        where = "" if resources == ["*"] else f" on {resources[0]}" + (" and others" if len(resources) > 1 else "")
        is_sure = any(one.is_sure for one in group)
        message = f"{who} is denied {shown}{where}" if explicit else f"no policy of {who} allows {shown}{where}"
        is_open = any(one.is_open for one in group)
        hint = ", where the resource's own policy does not" if is_open else ""
        yield Group(route, message, f"allow it in a policy of {who}{hint}; recolint iam needs prints one", is_sure)
