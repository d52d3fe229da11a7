"""What the policies at hand deny of what a job needs, or leave open.

recolint.iam is imported when there are policies: only teams that give some pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from recolint.finding import Route
from recolint.job import Job
from recolint.rule import Settings

if TYPE_CHECKING:
    from recolint.iam import Answer, Decision, Need

_WHO = {"caller": "the caller", "role": "the role", "trust": "SageMaker"}
_POLICY = {"caller": "a policy of the caller", "role": "a policy of the role", "trust": "the role's trust policy"}
_SHOWN = 3
"""Actions that a message names."""

_BY_TAG = "s3:existingobjecttag/"


class Denied(NamedTuple):
    """Needs that one place of the spec causes and that are denied, in words."""

    route: Route
    message: str
    help: str


class Undecided(NamedTuple):
    """Needs that one place of the spec causes and of which nobody can say whether they are allowed, in words."""

    route: Route
    message: str


def role_is_known(job: Job, settings: Settings) -> bool:
    """Whether the policies of the job's role are at hand."""
    permissions, role = settings.permissions, job.role
    return permissions is not None and role is not None and permissions.role(role.value).attached is not None


def denied(job: Job, settings: Settings, *tasks: str) -> Iterator[Denied]:
    """What is denied for ``tasks`` (names of ``iam.Task``); nothing where no policies are at hand."""
    if settings.permissions is None:
        return
    from recolint.iam import Decision, in_words

    for group in _groups(job, settings, tasks, Decision.DENIED):
        need, answer = group[0]
        verb = "is denied" if answer.explicit else "lacks"
        message = f"{_WHO[need.who.value]} {verb} {_actions(group)}: {in_words(answer)}"
        yield Denied(_route(group), message, _help(need, answer, settings))


def undecided(job: Job, settings: Settings, *tasks: str) -> Iterator[Undecided]:
    """What cannot be decided of ``tasks``, all of them when none is named, but for what ``by_tag`` gives."""
    if settings.permissions is None:
        return
    from recolint.iam import REQUIRED, Decision, in_words

    for group in _groups(job, settings, tasks or [task.name for task in REQUIRED], Decision.UNKNOWN):
        open_ = [pair for pair in group if not _is_by_tag(*pair)]
        if open_:
            need, answer = open_[0]
            what = f"whether {_WHO[need.who.value]} has {_actions(open_)} is not known: {in_words(answer)}"
            yield Undecided(_route(open_), what)


def by_tag(job: Job, settings: Settings) -> Iterator[Undecided]:
    """Where the role may read the payload if, and only if, the object has a certain tag."""
    if settings.permissions is None:
        return
    from recolint.iam import Decision, in_words

    for group in _groups(job, settings, ["PAYLOAD"], Decision.UNKNOWN):
        for need, answer in group:
            if _is_by_tag(need, answer):
                what = f"the role may read the payload only if the object has the right tag: {in_words(answer)}"
                yield Undecided(need.cause.route, what)


_Group = list[tuple["Need", "Answer"]]


def _groups(job: Job, settings: Settings, tasks: Iterable[str], decision: Decision) -> Iterator[_Group]:
    """The needs that are answered with ``decision``, those of one principal and one part of the spec together."""
    from recolint import iam

    permissions = settings.permissions
    if permissions is None:
        return
    arns = iam.Arns.of(job, settings.region, settings.account)
    groups: dict[tuple[iam.Who, Route], _Group] = {}
    for need in iam.needs(job, arns, [iam.Task[name] for name in tasks]):
        answer = iam.judge(need, job, permissions)
        if answer is not None and answer.decision is decision:
            groups.setdefault((need.who, need.cause.route[:2]), []).append((need, answer))
    yield from groups.values()


def _is_by_tag(need: Need, answer: Answer) -> bool:
    unknown = [key.lower() for key in answer.by.unknown]
    return need.task.name == "PAYLOAD" and bool(unknown) and all(key.startswith(_BY_TAG) for key in unknown)


def _route(group: _Group) -> Route:
    """The place that causes all needs of ``group``: the structure that holds them, when they are several."""
    routes = [need.cause.route for need, _ in group]
    common = routes[0]
    while any(route[: len(common)] != common for route in routes):
        common = common[:-1]
    return common


def _actions(group: _Group) -> str:
    actions = list(dict.fromkeys(need.action for need, _ in group))
    shown = actions if len(actions) <= _SHOWN + 1 else [*actions[:_SHOWN], f"{len(actions) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _help(need: Need, answer: Answer, settings: Settings) -> str:
    who, layer = need.who.value, answer.by.layer.value
    if answer.explicit:
        return "narrow that statement so that it spares this, or use a role that it does not bind"
    if layer not in ("identity", "resource"):
        return f"the {answer.by.layer.words} must allow it too; only those who keep it can"
    if layer == "resource" and who != "trust":
        return f"allow {need.action} in the key's policy, or let that policy leave it to the account"
    if lacking := _lacking(need, settings):
        return f"the call has no {', '.join(lacking)}, which a statement tests: add such tags, or drop the condition"
    wanted = f"allow {need.action} on {need.resource} in {_POLICY[who]}"
    if who == "trust":
        wanted = f"allow {need.action} to the service sagemaker.amazonaws.com in {_POLICY[who]}"
    more = f"; `recolint iam needs --as-policy {who}` prints all that is needed"
    if need.action.startswith("kms:") and not (settings.permissions and settings.permissions.keys):
        more = "; if the key's own policy does, name its file under key-policies in the config"
        full_access = any(name.startswith("AmazonSageMakerFullAccess ") for name in answer.by.files)
        more += ". AmazonSageMakerFullAccess gives no such right" if full_access else ""
    return wanted + more


def _lacking(need: Need, settings: Settings) -> list[str]:
    """The condition keys that the caller's statements for ``need`` test, and that its call surely has not."""
    from recolint.iam import Effect, Request, Truth, covers

    caller = settings.permissions.caller if settings.permissions is not None else None
    if caller is None or not need.absent:
        return []
    statements = [one for policy in caller.identity for one in policy.statements if one.effect is Effect.ALLOW]
    request = Request(need.action, need.resource)
    about = (one for one in statements if covers(replace(one, conditions=()), request) is not Truth.FALSE)
    return list(dict.fromkeys(key for one in about for key in one.keys if _is_absent(key.lower(), need)))


def _is_absent(key: str, need: Need) -> bool:
    return not need.context[key] if key in need.context else key.startswith(need.absent)
