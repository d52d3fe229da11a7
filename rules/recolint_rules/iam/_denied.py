"""What the policies that are configured deny of what a job needs, or leave open.

recolint.iam is imported when there are policies: only teams that give some pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from recolint.plugin import WARNING, Basis, Context, Finding, Inferred, Job, Route, Rule, Settings, Severity, visible

if TYPE_CHECKING:
    from recolint.plugin import iam

_WHO = {"caller": "the caller", "role": "the role", "trust": "SageMaker"}
_FULL_ACCESS = "AmazonSageMakerFullAccess"
_SHOWN = 3
"""Actions that a message names."""

_BY_TAG = "s3:existingobjecttag/"

_TAG_KEYS = ("aws:requesttag/", "aws:tagkeys")

_MEMBERS = {
    "sagemaker:volumekmskey": "InputConfig.VolumeKmsKeyId",
    "sagemaker:volumekmskeyarn": "InputConfig.VolumeKmsKeyId",
    "sagemaker:vpcsubnets": "InputConfig.VpcConfig",
    "sagemaker:vpcsecuritygroupids": "InputConfig.VpcConfig",
}
"""Where the spec gives the condition keys of the role's calls."""


class Outcome(Enum):
    """What is known of a need that is not allowed."""

    DENIED = "denied"
    LEFT = "left to a resource policy"
    """Allowed by the policy of a key, bucket or repository, or by none: that policy is not configured."""
    UNDECIDED = "undecided"


class Denied(NamedTuple):
    """Needs that one place of the spec causes and that are not allowed, in words.

    ``severity`` is that of what may be allowed or unneeded after all, ``None`` for what is surely denied; ``basis`` is
    ``None`` where it is the rule's.
    """

    route: Route
    message: str
    help: str
    severity: Severity | None
    basis: Basis | None


class Undecided(NamedTuple):
    """Needs that one place of the spec causes and of which nobody can say whether they are allowed, in words."""

    route: Route
    message: str


class PermissionRule(Rule[None]):
    """Finds what the policies that are configured deny of ``tasks`` (names of ``iam.Task``)."""

    tasks: ClassVar[tuple[str, ...]]

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        yield from self.denied(job, context, *self.tasks)

    def denied(self, job: Job, context: Context, *tasks: str) -> Iterator[Finding]:
        """A finding for each part of the spec whose needs are denied."""
        for one in denied(job, context.settings, *tasks):
            yield self.finding(one.route, one.message, help=one.help, severity=one.severity, basis=one.basis)


def denied(job: Job, settings: Settings, *tasks: str) -> Iterator[Denied]:
    """What is not allowed for ``tasks`` (names of ``iam.Task``), unless it is undecided."""
    for group in _merged(_groups(job, settings, tasks, Outcome.DENIED, Outcome.LEFT)):
        need, answer = min(group, key=lambda pair: not pair[0].stated)
        severity = None if need.stated and _outcome(answer) is Outcome.DENIED else WARNING
        basis = None if need.stated else Inferred(need.cause.source)
        lacking = _lacking(need, answer, job, settings)
        members = [_MEMBERS[key.lower()] for key in lacking if need.who.value == "role" and key.lower() in _MEMBERS]
        # What lacks a member is found at the structure that lacks it.
        route = _route(group)[:1] if members else _route(group)
        help_ = _to_give(lacking, members, need) if lacking else _help(need, answer)
        yield Denied(route, _message(group), help_, severity, basis)


def undecided(job: Job, settings: Settings, *tasks: str) -> Iterator[Undecided]:
    """What cannot be decided of ``tasks``, all of them when none is named, except what ``by_tag`` gives."""
    if settings.permissions is None:
        return
    from recolint.plugin import iam

    for group in _groups(job, settings, tasks or [task.name for task in iam.REQUIRED], Outcome.UNDECIDED):
        open_ = [pair for pair in group if not _is_by_tag(*pair)]
        if open_:
            need, answer = open_[0]
            who = _WHO[need.who.value]
            what = f"cannot determine whether {who} is allowed {_actions(open_)}: {iam.in_words(answer)}"
            yield Undecided(_route(open_), what)


def by_tag(job: Job, settings: Settings) -> Iterator[Undecided]:
    """Where the role may read the payload if, and only if, the object has a certain tag."""
    if settings.permissions is None:
        return
    from recolint.plugin import iam

    for group in _groups(job, settings, ["PAYLOAD"], Outcome.UNDECIDED):
        for need, answer in group:
            if _is_by_tag(need, answer):
                what = f"the role may read the payload only if the object has the right tag: {iam.in_words(answer)}"
                yield Undecided(need.cause.route, what)


_Group = list[tuple["iam.Need", "iam.Answer"]]


def _groups(job: Job, settings: Settings, tasks: Iterable[str], *outcomes: Outcome) -> Iterator[_Group]:
    """The needs with ``outcomes``, together those of one principal, one part of the spec, one outcome and one layer."""
    permissions = settings.permissions
    if permissions is None:
        return
    from recolint.plugin import iam

    arns = iam.Arns.of(job, settings.region, settings.account)
    groups: dict[tuple[object, ...], _Group] = {}
    for need in iam.needs(job, arns, [iam.Task[name] for name in tasks]):
        answer = iam.decide(need, job, permissions)
        outcome = _outcome(answer) if answer is not None else None
        if answer is None or outcome not in outcomes:
            continue
        place = (need.who, need.cause.route[:2], outcome)
        key = place if outcome is Outcome.UNDECIDED else (*place, answer.explicit, answer.by.layer, answer.by.left_to)
        groups.setdefault(key, []).append((need, answer))
    yield from groups.values()


def _outcome(answer: iam.Answer) -> Outcome | None:
    from recolint.plugin import iam

    if answer.decision is iam.Decision.DENIED:
        return Outcome.DENIED
    if answer.decision is iam.Decision.ALLOWED:
        return None
    return Outcome.LEFT if answer.by.left_to is not None and answer.by.statement is None else Outcome.UNDECIDED


def _merged(groups: Iterable[_Group]) -> Iterator[_Group]:
    """``groups``, those that one statement or layer decides at a place and inside it as one."""
    kept: list[_Group] = []
    for group in groups:
        outer = next((one for one in kept if _is_same(one, group)), None)
        if outer is None:
            kept.append(group)
        else:
            outer += group
    yield from kept


def _is_same(one: _Group, other: _Group) -> bool:
    (need, answer), (other_need, other_answer) = one[0], other[0]
    if (need.who, answer) != (other_need.who, other_answer):
        return False
    route, inner = sorted((_route(one), _route(other)), key=len)
    return bool(route) and inner[: len(route)] == route


def _is_by_tag(need: iam.Need, answer: iam.Answer) -> bool:
    unknown = [key.lower() for key in answer.by.unknown]
    return need.task.name == "PAYLOAD" and bool(unknown) and all(key.startswith(_BY_TAG) for key in unknown)


def _route(group: _Group) -> Route:
    """The place that causes all needs of ``group``: the structure that holds them, when they are several."""
    routes = [need.cause.route for need, _ in group]
    common = routes[0]
    while any(route[: len(common)] != common for route in routes):
        common = common[:-1]
    return common


def _message(group: _Group) -> str:
    from recolint.plugin import iam

    need, answer = group[0]
    who, actions, by = _WHO[need.who.value], _actions(group), answer.by
    them = "it" if len({need.action for need, _ in group}) == 1 else "them"
    if answer.explicit:
        return f"{who} is denied {actions} ({iam.statement_in_words(by)})"
    if by.left_to is not None and by.layer.value != "identity":
        layer = visible(f"the {by.layer.words} {', '.join(by.files)}")
        return f"{layer} does not allow {who} {actions}, but the {by.left_to.policy} (not in the config) may"
    if by.left_to is not None:
        return f"{who} lacks {actions} unless the {by.left_to.policy} (not in the config) allows {them}"
    return f"{who} lacks {actions} ({_nothing_allows(by)} {them})"


def _nothing_allows(by: iam.Reason) -> str:

    if not by.files:
        return f"no {by.layer.words} allows"
    layer = "" if by.layer.value == "identity" else f"the {by.layer.words} "
    return visible(f"no statement in {layer}{', '.join(by.files)} allows")


def _actions(group: _Group) -> str:
    actions = list(dict.fromkeys(need.action for need, _ in group))
    shown = actions if len(actions) <= _SHOWN + 1 else [*actions[:_SHOWN], f"{len(actions) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _help(need: iam.Need, answer: iam.Answer) -> str:
    who, by = need.who.value, answer.by
    if answer.explicit:
        return f"exclude this resource from the Deny statement, or use another {who}"
    if by.left_to is not None:
        lists = f"list the {by.left_to.policy} under {by.left_to.value}-policies in the config"
        if by.layer.value != "identity":
            return f"ask the owner of the {by.layer.words} to allow it, or {lists}"
        full_access = any(name.startswith(f"{_FULL_ACCESS} ") for name in by.files)
        but = f" ({_FULL_ACCESS} does not)" if full_access else ""
        return f"allow it in a policy of the {who}{but} or in the {by.left_to.policy}; {lists}"
    if by.layer.value not in ("identity", "resource"):
        return f"the {by.layer.words} must allow it; ask its owner"
    if who == "trust":
        return f"allow {need.action} to the service sagemaker.amazonaws.com in the role's trust policy"
    if by.layer.value == "resource":
        return f"allow {need.action} in the resource's policy, or let that policy leave it to the account"
    wanted = f"allow {need.action} on {need.resource} in a policy of the {who}"
    return f"{wanted}; `recolint iam needs --as-policy {who}` prints all that is needed"


def _to_give(lacking: list[str], members: list[str], need: iam.Need) -> str:
    """What to add to the spec (``members`` of it), for a statement that tests the condition keys ``lacking``."""
    tested = f"the call has no {', '.join(lacking)}, which a statement tests"
    if members:
        return f"{tested}: set {' and '.join(dict.fromkeys(members))}, or drop the condition"
    if need.who.value == "caller" and any(key.lower().startswith(_TAG_KEYS) for key in lacking):
        return f"{tested}: set these tags, or drop the condition"
    return f"{tested}: drop the condition"


def _lacking(need: iam.Need, answer: iam.Answer, job: Job, settings: Settings) -> list[str]:
    """The condition keys that the statements about ``need`` test, and that the call surely does not have."""
    from recolint.plugin import iam

    if not need.absent or answer.by.left_to is not None:
        return []
    if answer.explicit:
        statements = [answer.by.statement] if answer.by.statement is not None else []
    elif answer.by.layer.value == "identity":
        policies = _identity(need, job, settings)
        statements = [one for policy in policies for one in policy.statements if one.effect is iam.Effect.ALLOW]
    else:
        return []
    request = iam.Request(need.action, need.resource)
    about = (one for one in statements if iam.covers(replace(one, conditions=()), request) is not iam.Truth.FALSE)
    return list(dict.fromkeys(key for one in about for key in one.keys if need.lacks(key)))


def _identity(need: iam.Need, job: Job, settings: Settings) -> tuple[iam.Policy, ...]:
    permissions = settings.permissions
    if permissions is None:
        return ()
    if need.who.value == "caller":
        return permissions.caller.identity if permissions.caller is not None else ()
    return permissions.role(job.role.value if job.role is not None else None).identity or ()
