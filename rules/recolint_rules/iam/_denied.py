"""The needs of a job that the configured policies deny or leave undecided.

recolint.iam is imported only if the config lists policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from recolint.plugin import WARNING, Basis, Context, Finding, Inferred, Job, Route, Rule, Settings, Severity, visible
from recolint_rules.facts.wording import MAX_HELP, first_of, fitted, listed

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
        help_ = _to_give(lacking, members, need) if lacking else _help(need, answer)
        yield Denied(route, _message(group), help_, severity, basis)


def undecided(job: Job, settings: Settings, *tasks: str) -> Iterator[Undecided]:
    """The undecided needs of ``tasks`` (default: all), without those of ``by_tag``."""
    if settings.permissions is None:
        return
    from recolint.plugin import iam

    for group in _groups(job, settings, tasks or [task.name for task in iam.REQUIRED], Outcome.UNDECIDED):
        open_ = [pair for pair in group if not _is_by_tag(*pair)]
        if open_:
            need, answer = open_[0]
            start = f"cannot determine whether {_WHO[need.who.value]} is allowed"
            why = f": {_unknown(answer)}"
            message = fitted(
                f"{start} {_actions(open_)}{why}", *(f"{start} {_one_of(open_)}{end}" for end in (why, ""))
            )
            yield Undecided(_route(open_), message, _to_check(answer))


def _unknown(answer: iam.Answer) -> str:
    """What would decide, in words."""
    by = answer.by
    if by.left_to is not None:
        return f"the {by.left_to.policy} decides"
    unknown = by.unknown or ("the caller",)
    return visible(f"{listed(unknown)} {'is' if len(unknown) == 1 else 'are'} unknown")


def _to_check(answer: iam.Answer) -> str:
    from recolint.plugin import iam

    by = answer.by
    if by.left_to is not None:
        return f"list the {by.left_to.policy} under {by.left_to.value}-policies in the config"
    check = f"check {iam.statement_in_words(by)}"
    unknown = by.unknown or ("the caller",)
    why = (f"{check}; it depends on {visible(first_of(unknown, most))}" for most in (len(unknown), 1))
    return fitted(*why, check, most=MAX_HELP)


def by_tag(job: Job, settings: Settings) -> Iterator[Undecided]:
    """Where the role may read the payload only if the object has a certain tag."""
    for group in _groups(job, settings, ["PAYLOAD"], Outcome.UNDECIDED):
        for need, answer in group:
            if _is_by_tag(need, answer):
                what = "the role may read the payload only with the right object tag"
                keys = visible(", ".join(answer.by.unknown))
                help_ = "tag the object, or allow the role s3:GetObject on it"
                yield Undecided(need.cause.route, fitted(f"{what} ({keys})", what), help_)


_Group = list[tuple["iam.Need", "iam.Answer"]]


def _groups(job: Job, settings: Settings, tasks: Iterable[str], *outcomes: Outcome) -> Iterator[_Group]:
    """The needs with ``outcomes``, grouped by principal, part of the spec, outcome and layer."""
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
    """``groups``, merged if one statement or layer decides both a place and a part of it."""
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
    """The place that causes all needs of ``group``: their common structure if there are several."""
    routes = [need.cause.route for need, _ in group]
    common = routes[0]
    while any(route[: len(common)] != common for route in routes):
        common = common[:-1]
    return common


def _message(group: _Group) -> str:
    """What is not allowed, and why. A long list of actions is shortened first, then the reason is left to the help."""
    need, answer = group[0]
    who, one = _WHO[need.who.value], _one_of(group)
    return fitted(*_said(who, _actions(group), answer)[:2], *_said(who, one, answer))


def _said(who: str, actions: str, answer: iam.Answer) -> tuple[str, ...]:
    """The message with its reason, with a shorter one, and without."""
    from recolint.plugin import iam

    by = answer.by
    them = "them" if " and " in actions else "it"
    if answer.explicit:
        short = f"{who} is denied {actions}"
        return f"{short} ({iam.statement_in_words(by)})", f"{short} ({_statement(by)})", short
    if by.left_to is not None and by.layer.value != "identity":
        files = visible(f"the {by.layer.words} {', '.join(by.files)}")
        return tuple(
            f"{layer} does not allow {who} {actions}, but the {by.left_to.policy} may"
            for layer in (files, f"the {by.layer.words}")
        )
    if by.left_to is not None:
        return tuple(
            f"{who} lacks {actions} unless the {policy} allows {them}"
            for policy in (by.left_to.policy, by.left_to.value)
        )
    short = f"{who} lacks {actions}"
    files = visible(", ".join(PurePath(file).name for file in by.files) or f"no {by.layer.words}")
    return f"{short} ({_nothing_allows(by)} {them})", f"{short} (not allowed in {files})", short


def _statement(by: iam.Reason) -> str:
    if by.statement is None:
        return "by both accounts"
    name = f"'{by.statement.sid}'" if by.statement.sid else f"[{by.statement.index}]"
    return visible(f"statement {name} in {PurePath(by.files[0]).name}")


def _nothing_allows(by: iam.Reason) -> str:
    if not by.files:
        return f"no {by.layer.words} allows"
    layer = "" if by.layer.value == "identity" else f"the {by.layer.words} "
    return visible(f"no statement in {layer}{', '.join(by.files)} allows")


def _actions(group: _Group) -> str:
    actions = list(dict.fromkeys(need.action for need, _ in group))
    shown = actions if len(actions) <= _SHOWN + 1 else [*actions[:_SHOWN], f"{len(actions) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _one_of(group: _Group) -> str:
    first, *others = dict.fromkeys(need.action for need, _ in group)
    return f"{first} and {len(others)} more action{'s' if others[1:] else ''}" if others else first


def _help(need: iam.Need, answer: iam.Answer) -> str:
    who, by = need.who.value, answer.by
    if answer.explicit:
        return f"exclude this resource from the Deny statement, or use another {who}"
    if by.left_to is not None:
        lists = f"list that policy under {by.left_to.value}-policies in the config"
        if by.layer.value != "identity":
            return f"ask the owner of the {by.layer.words} to allow it; or, if the {by.left_to.policy} does, {lists}"
        full_access = any(name.startswith(f"{_FULL_ACCESS} ") for name in by.files)
        but = f" ({_FULL_ACCESS} does not)" if full_access else ""
        here = f"or in the {by.left_to.policy}, listed under {by.left_to.value}-policies in the config"
        return fitted(
            f"allow it in a policy of the {who}{but} {here}", f"allow it in a policy of the {who} {here}", most=MAX_HELP
        )
    if by.layer.value not in ("identity", "resource"):
        return f"the {by.layer.words} must allow it; ask its owner"
    if who == "trust":
        return f"allow {need.action} to the service sagemaker.amazonaws.com in the role's trust policy"
    if by.layer.value == "resource":
        return f"allow {need.action} in the resource policy, or delegate it there to the account"
    prints = f"; `recolint iam needs --as-policy {who}` prints the policy"
    return fitted(
        f"allow {need.action} on {need.resource}{prints}",
        f"allow it on {need.resource}{prints}",
        f"allow it{prints}",
        most=MAX_HELP,
    )


def _to_give(lacking: list[str], members: list[str], need: iam.Need) -> str:
    """What to add to the spec (``members``), for a statement that tests the condition keys ``lacking``."""
    tested = f"the call lacks {', '.join(lacking)}, which a statement tests"
    if members:
        return f"{tested}: set {' and '.join(dict.fromkeys(members))}, or remove the condition"
    if need.who.value == "caller" and any(key.lower().startswith(_TAG_KEYS) for key in lacking):
        return f"{tested}: set these tags, or remove the condition"
    return f"{tested}: remove the condition"


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
