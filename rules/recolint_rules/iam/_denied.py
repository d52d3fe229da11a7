"""The needs of a job that the configured policies deny or leave undecided.

recolint.iam is imported only if the config lists policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from recolint.plugin import (
    WARNING,
    Basis,
    Context,
    Finding,
    Inferred,
    Job,
    NamedTuple,
    Route,
    Rule,
    Settings,
    Severity,
    visible,
)
from recolint_rules.facts.wording import fitted
from recolint_rules.iam._denied_words import Group, denied_message, to_allow, to_check, to_give, undecided_message

if TYPE_CHECKING:
    from recolint.plugin import iam

_BY_TAG = "s3:existingobjecttag/"

_MEMBERS = {
    "sagemaker:volumekmskey": "InputConfig.VolumeKmsKeyId",
    "sagemaker:volumekmskeyarn": "InputConfig.VolumeKmsKeyId",
    "sagemaker:vpcsubnets": "InputConfig.VpcConfig",
    "sagemaker:vpcsecuritygroupids": "InputConfig.VpcConfig",
}
"""The members of the spec for the condition keys of the role's calls."""


class Outcome(Enum):
    """Why a need is not allowed."""

    DENIED = "denied"
    LEFT = "left to a resource policy"
    """Only the policy of a key, a bucket or a repository can allow it, and that policy is not configured."""
    UNDECIDED = "undecided"


class Denied(NamedTuple):
    """Needs from one place of the spec that are not allowed, in words. ``severity`` is set for a need that may be
    allowed or unneeded, ``None`` for a certain denial; ``basis`` is ``None`` if it is the rule's.
    """

    route: Route
    message: str
    help: str
    severity: Severity | None
    basis: Basis | None


class Undecided(NamedTuple):
    """Needs from one place of the spec that are neither allowed nor denied for certain, in words."""

    route: Route
    message: str
    help: str


class PermissionRule(Rule[None]):
    """Finds what the configured policies deny of ``tasks`` (names of ``iam.Task``)."""

    tasks: ClassVar[tuple[str, ...]]

    def check(self, job: Job, context: Context) -> Iterator[Finding]:
        yield from self.denied(job, context, *self.tasks)

    def denied(self, job: Job, context: Context, *tasks: str) -> Iterator[Finding]:
        """A finding for each part of the spec with denied needs."""
        for one in denied(job, context.settings, *tasks):
            yield self.finding(one.route, one.message, help=one.help, severity=one.severity, basis=one.basis)


def denied(job: Job, settings: Settings, *tasks: str) -> Iterator[Denied]:
    """The needs of ``tasks`` (names of ``iam.Task``) that are not allowed, without undecided ones."""
    for group in _merged(_groups(job, settings, tasks, Outcome.DENIED, Outcome.LEFT)):
        need, answer = min(group, key=lambda pair: not pair[0].stated)
        severity = None if need.stated and _outcome(answer) is Outcome.DENIED else WARNING
        basis = None if need.stated else Inferred(need.cause.source)
        lacking = _lacking(need, answer, job, settings)
        members = [_MEMBERS[key.lower()] for key in lacking if need.who.value == "role" and key.lower() in _MEMBERS]
        # A missing member is reported at the structure that lacks it.
        route = _route(group)[:1] if members else _route(group)
        help_ = to_give(lacking, members, need) if lacking else to_allow(need, answer)
        yield Denied(route, denied_message(group), help_, severity, basis)


def undecided(job: Job, settings: Settings, *tasks: str) -> Iterator[Undecided]:
    """The undecided needs of ``tasks`` (default: all), without those of ``by_tag``."""
    if settings.permissions is None:
        return
    from recolint.plugin import iam

    for group in _groups(job, settings, tasks or [task.name for task in iam.REQUIRED], Outcome.UNDECIDED):
        open_ = [pair for pair in group if not _is_by_tag(*pair)]
        if open_:
            yield Undecided(_route(open_), undecided_message(open_), to_check(open_[0][1]))


def by_tag(job: Job, settings: Settings) -> Iterator[Undecided]:
    """Where the role may read the payload only if the object has a certain tag."""
    for group in _groups(job, settings, ["PAYLOAD"], Outcome.UNDECIDED):
        for need, answer in group:
            if _is_by_tag(need, answer):
                what = "the role may read the payload only with the right object tag"
                keys = visible(", ".join(answer.by.unknown))
                help_ = "tag the object, or allow the role s3:GetObject on it"
                yield Undecided(need.cause.route, fitted(f"{what} ({keys})", what), help_)


def _groups(job: Job, settings: Settings, tasks: Iterable[str], *outcomes: Outcome) -> Iterator[Group]:
    """The needs with ``outcomes``, grouped by principal, part of the spec, outcome and layer."""
    permissions = settings.permissions
    if permissions is None:
        return
    from recolint.plugin import iam

    arns = iam.Arns.of(job, settings.region, settings.account)
    groups: dict[tuple[object, ...], Group] = {}
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


def _merged(groups: Iterable[Group]) -> Iterator[Group]:
    """``groups``, merged if one statement or layer decides both a place and a part of it."""
    kept: list[Group] = []
    for group in groups:
        outer = next((one for one in kept if _is_same(one, group)), None)
        if outer is None:
            kept.append(group)
        else:
            outer += group
    yield from kept


def _is_same(one: Group, other: Group) -> bool:
    (need, answer), (other_need, other_answer) = one[0], other[0]
    if (need.who, answer) != (other_need.who, other_answer):
        return False
    route, inner = sorted((_route(one), _route(other)), key=len)
    return bool(route) and inner[: len(route)] == route


def _is_by_tag(need: iam.Need, answer: iam.Answer) -> bool:
    unknown = [key.lower() for key in answer.by.unknown]
    return need.task.name == "PAYLOAD" and bool(unknown) and all(key.startswith(_BY_TAG) for key in unknown)


def _route(group: Group) -> Route:
    """The place that causes all needs of ``group``: their common structure if there are several."""
    routes = [need.cause.route for need, _ in group]
    common = routes[0]
    while any(route[: len(common)] != common for route in routes):
        common = common[:-1]
    return common


def _lacking(need: iam.Need, answer: iam.Answer, job: Job, settings: Settings) -> list[str]:
    """The condition keys that the statements about ``need`` test, and that the call certainly lacks."""
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
