"""The needs of a job that AWS refuses, by the policy simulator, or else by the policies in IAM.

recolint.iam is imported when needed: only for lookups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from recolint.plugin import Account, Answer, Arn, Job, NamedTuple, NotAnsweredError, Route
from recolint_rules.facts.wording import fitted

if TYPE_CHECKING:
    from recolint.plugin import iam


def attached(principal: str, account: Account) -> iam.AttachedPolicies:
    """The policies of the user or role ``principal`` (its ARN), including those of a user's groups. Raises
    ``NotAnsweredError`` if one of them cannot be read.
    """
    # Imported here: only lookups need it.
    from recolint.plugin import iam

    path = principal.split(":", 5)[-1]
    kind, name = path.partition("/")[0].capitalize(), path.rpartition("/")[2]
    identity = list(_identity(kind, name, account))
    if kind == "User":
        for group in (account.ask("iam", "ListGroupsForUser", UserName=name) or Answer())["Groups"]:
            identity += _identity("Group", group["GroupName"], account)
    described = (account.ask("iam", f"Get{kind}", **{f"{kind}Name": name}) or Answer())[kind]
    limit = described.get("PermissionsBoundary")
    boundary = _managed(limit["PermissionsBoundaryArn"], account) if limit else None
    return iam.AttachedPolicies(tuple(identity), boundary)


def _identity(kind: str, name: str, account: Account) -> Iterator[iam.Policy]:
    """The inline and managed policies of the user, group or role ``name``."""
    whose = {f"{kind}Name": name}
    for inline in (account.ask("iam", f"List{kind}Policies", **whose) or Answer())["PolicyNames"]:
        told = account.ask("iam", f"Get{kind}Policy", **whose, PolicyName=inline)
        yield _read(inline, (told or Answer())["PolicyDocument"])
    for managed in (account.ask("iam", f"ListAttached{kind}Policies", **whose) or Answer())["AttachedPolicies"]:
        yield _managed(managed["PolicyArn"], account)


def _managed(arn: str, account: Account) -> iam.Policy:
    version = (account.ask("iam", "GetPolicy", PolicyArn=arn) or Answer())["Policy"]["DefaultVersionId"]
    told = account.ask("iam", "GetPolicyVersion", PolicyArn=arn, VersionId=version)
    return _read(arn, (told or Answer())["PolicyVersion"]["Document"])


def _read(name: str, document: object) -> iam.Policy:
    from recolint.plugin import iam

    policy = iam.parse_policy(document, iam.PolicyType.IDENTITY, name).policy
    if policy is None:
        raise NotAnsweredError(f"the policy {name} cannot be read")
    return policy


if TYPE_CHECKING:
    from recolint.plugin import iam

_Context = tuple[tuple[str, tuple[str, ...]], ...]
"""Condition keys and their values."""

_SHOWN = 3
"""The maximum number of actions in a message."""


class Layer(Enum):
    """The policies that do not allow a need, in the words of messages."""

    IDENTITY = "no policy of {who} allows"
    BOUNDARY = "the permissions boundary of {who} does not allow"
    ORGANIZATION = "a service control policy may deny {who}"
    """The simulator evaluates their conditions without the context of the call, or not at all."""
    RESOURCE = "no resource policy allows {who}"


class Refused(NamedTuple):
    """A need that is not met; ``explicit``: a statement denies it; otherwise ``layer`` does not allow it."""

    need: iam.Need
    explicit: bool
    layer: Layer = Layer.IDENTITY

    @property
    def is_sure(self) -> bool:
        """Whether AWS documents the need, and no unread policy can allow it."""
        return self.need.stated and self.layer is not Layer.ORGANIZATION and not self.is_open

    @property
    def is_open(self) -> bool:
        """Whether the policy of a resource can still allow it."""
        from recolint.plugin import iam

        has_policy = iam.ResourceKind.of(self.need.action, str(self.need.resource)) is not None
        return has_policy and not self.explicit and self.layer in (Layer.IDENTITY, Layer.BOUNDARY)


class Group(NamedTuple):
    """The unmet needs of one place of the spec, in words; ``is_sure``: at least one is certain."""

    route: Route
    message: str
    help: str
    is_sure: bool


def needed(job: Job, account: Account, tasks: Iterable[str]) -> tuple[iam.Need, ...]:
    """The needs of ``job`` for ``tasks`` (names of ``iam.Task``)."""
    from recolint.plugin import iam

    return iam.needs(job, iam.Arns.of(job, account.region, account.id), [iam.Task[name] for name in tasks])


def refused(
    principal: str, job: Job, needs: Sequence[iam.Need], account: Account, given: iam.Permissions | None
) -> list[Refused]:
    """The ``needs`` that AWS refuses to the user or role ``principal`` (its ARN). Raises ``NotAnsweredError``. Needs
    that depend on unknown values are not refused. ``given`` are the policies of the config, including those of keys and
    buckets.
    """
    try:
        return _simulated(principal, needs, account)
    except NotAnsweredError as error:
        found = _judged(principal, job, needs, account, given)
        account.forget_unanswered(error)
        return found


def _simulated(principal: str, needs: Iterable[iam.Need], account: Account) -> list[Refused]:
    """The needs that the simulator refuses. Needs with a partly unknown resource, or with several possible contexts,
    are not simulated. A decision is ignored if it lacked a condition key that the call may have.
    """
    together: dict[tuple[str, _Context], list[iam.Need]] = {}
    for need in needs:
        if not need.resource.unknown and not need.either:
            together.setdefault((str(need.resource), tuple(sorted(need.context.items()))), []).append(need)
    found = []
    for (resource, context), group in together.items():
        told = account.ask(
            "iam",
            "SimulatePrincipalPolicy",
            PolicySourceArn=principal,
            ActionNames=[need.action for need in group],
            ResourceArns=[resource],
            ContextEntries=[_entry(key, values) for key, values in _with_region(context, resource) if values],
        )
        results = {one["EvalActionName"]: one for one in (told or Answer())["EvaluationResults"]}
        found += [one for need in group if (one := _refused(need, results.get(need.action))) is not None]
    return found


def _with_region(context: _Context, resource: str) -> _Context:
    """``context`` with the Region of ``resource``, since service control policies often test it."""
    arn = Arn.parse(resource)
    known = dict(context)
    return tuple({"aws:requestedregion": (arn.region,), **known}.items()) if arn is not None and arn.region else context


def _entry(key: str, values: tuple[str, ...]) -> dict[str, Any]:
    kind = "boolean" if values[0] in ("true", "false") else "string"
    return {
        "ContextKeyName": key,
        "ContextKeyValues": list(values),
        "ContextKeyType": kind if len(values) == 1 else f"{kind}List",
    }


def _refused(need: iam.Need, result: Mapping[str, Any] | None) -> Refused | None:
    if result is None or result["EvalDecision"] == "allowed":
        return None
    if any(not need.lacks(key) for key in result.get("MissingContextValues") or ()):
        return None
    return Refused(need, result["EvalDecision"] == "explicitDeny", _layer(result))


def _layer(result: Mapping[str, Any]) -> Layer:
    """The policies that the simulator names as not allowing the need."""
    if _says_no(result, "OrganizationsDecisionDetail", "AllowedByOrganizations"):
        return Layer.ORGANIZATION
    if _says_no(result, "PermissionsBoundaryDecisionDetail", "AllowedByPermissionsBoundary"):
        return Layer.BOUNDARY
    return Layer.IDENTITY


def _says_no(result: Mapping[str, Any], detail: str, member: str) -> bool:
    """Whether ``member`` of ``detail`` is false, for the action or for the simulated resource."""
    told = [one.get(detail) for one in (result, *(result.get("ResourceSpecificResults") or ()))]
    return any(isinstance(one, Mapping) and one.get(member) is False for one in told)


def _judged(
    principal: str, job: Job, needs: Iterable[iam.Need], account: Account, given: iam.Permissions | None
) -> list[Refused]:
    """The needs that the policies of the user or role ``principal`` refuse, as IAM returns them."""
    from recolint.plugin import iam

    found = attached(principal, account)
    role = iam.RolePolicies(principal, found.identity, found.boundary)
    permissions = replace(given or iam.Permissions(), roles=(role,), caller=found, caller_arn=principal)
    answers = ((need, iam.decide(need, job, permissions)) for need in needs)
    return [
        Refused(need, answer.explicit, _of(answer.by))
        for need, answer in answers
        if answer is not None and (answer.decision is iam.Decision.DENIED or _is_left(answer.by))
    ]


def _is_left(by: iam.Reason) -> bool:
    """Whether the known policies allow it only together with an unknown resource policy."""
    return by.left_to is not None and by.statement is None


def _of(by: iam.Reason) -> Layer:
    from recolint.plugin import iam

    layers = {
        iam.PolicyType.BOUNDARY: Layer.BOUNDARY,
        iam.PolicyType.SCP: Layer.ORGANIZATION,
        iam.PolicyType.RESOURCE: Layer.RESOURCE,
    }
    return layers.get(by.layer, Layer.IDENTITY)


def grouped(who: str, refused: Iterable[Refused]) -> Iterator[Group]:
    """One group for each place of the spec and layer; ``who`` is the principal, in words."""
    by_route: dict[tuple[Route, bool, Layer, bool], list[Refused]] = {}
    for one in refused:
        by_route.setdefault((one.need.cause.route, one.explicit, one.layer, one.is_open), []).append(one)
    for (route, explicit, layer, is_open), group in by_route.items():
        actions = list(dict.fromkeys(one.need.action for one in group))
        resources = list(dict.fromkeys(str(one.need.resource) for one in group))
        where = "" if resources == ["*"] else f" on {resources[0]}" + (" and others" if len(resources) > 1 else "")
        by_statement = explicit and layer is not Layer.ORGANIZATION
        why = f"{who} is denied" if by_statement else layer.value.format(who=who)
        few = _shown(actions, 1)
        message = fitted(f"{why} {_shown(actions, _SHOWN)}{where}", f"{why} {few}{where}", f"{why} {few}")
        is_sure = any(one.is_sure for one in group)
        yield Group(route, message, _help(who, layer, explicit=explicit, is_open=is_open), is_sure)


def _shown(actions: list[str], most: int) -> str:
    left = len(actions) - most
    return ", ".join(actions[:most]) + (f" and {left} more action{'s' if left > 1 else ''}" if left > 0 else "")


def _help(who: str, layer: Layer, *, explicit: bool, is_open: bool) -> str:
    unless = ", unless the resource's own policy does" if is_open else ""
    match layer:
        case Layer.ORGANIZATION:
            return "ask the owner of that policy; the simulator does not evaluate all its conditions"
        case Layer.BOUNDARY if not explicit:
            return f"allow it in the permissions boundary{unless}; ask its owner"
        case Layer.RESOURCE if not explicit:
            return "allow it in the resource's policy"
    if explicit:
        return "exclude this resource from the Deny statement"
    return f"allow it in a policy of {who}{unless}; `recolint iam needs` prints one"
