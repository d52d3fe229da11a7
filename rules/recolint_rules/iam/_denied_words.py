"""The words of findings about needs that policies deny or leave undecided."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from recolint.plugin import visible
from recolint_rules.facts.wording import MAX_HELP, first_of, fitted, listed

if TYPE_CHECKING:
    from recolint.plugin import iam

Group = list[tuple["iam.Need", "iam.Answer"]]
"""Needs from one place of the spec, each with what the policies decide."""
_WHO = {"caller": "the caller", "role": "the role", "trust": "SageMaker"}
_FULL_ACCESS = "AmazonSageMakerFullAccess"
_SHOWN = 3
"""Actions that a message names."""
_TAG_KEYS = ("aws:requesttag/", "aws:tagkeys")


def undecided_message(group: Group) -> str:
    """The undecided actions, and what would decide."""
    need, answer = group[0]
    start = f"cannot determine whether {_WHO[need.who.value]} is allowed"
    why = f": {_unknown(answer)}"
    return fitted(f"{start} {_actions(group)}{why}", *(f"{start} {_one_of(group)}{end}" for end in (why, "")))


def _unknown(answer: iam.Answer) -> str:
    """The unknown facts that would decide, in words."""
    by = answer.by
    if by.left_to is not None:
        return f"the {by.left_to.policy} decides"
    unknown = by.unknown or ("the caller",)
    return visible(f"{listed(unknown)} {'is' if len(unknown) == 1 else 'are'} unknown")


def to_check(answer: iam.Answer) -> str:
    """The advice: what the user can look at or configure to decide it."""
    from recolint.plugin import iam

    by = answer.by
    if by.left_to is not None:
        return f"list the {by.left_to.policy} under {by.left_to.value}-policies in the config"
    check = f"check {iam.statement_in_words(by)}"
    unknown = by.unknown or ("the caller",)
    why = (f"{check}; it depends on {visible(first_of(unknown, most))}" for most in (len(unknown), 1))
    return fitted(*why, check, most=MAX_HELP)


def denied_message(group: Group) -> str:
    """The denied actions, and why. A long list of actions is shortened first, then the reason is left to the help."""
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


def _actions(group: Group) -> str:
    actions = list(dict.fromkeys(need.action for need, _ in group))
    shown = actions if len(actions) <= _SHOWN + 1 else [*actions[:_SHOWN], f"{len(actions) - _SHOWN} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _one_of(group: Group) -> str:
    first, *others = dict.fromkeys(need.action for need, _ in group)
    return f"{first} and {len(others)} more action{'s' if others[1:] else ''}" if others else first


def to_allow(need: iam.Need, answer: iam.Answer) -> str:
    """The advice that allows the call, and where."""
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


def to_give(lacking: list[str], members: list[str], need: iam.Need) -> str:
    """The advice on additions to the spec (``members``), for a statement that tests the condition keys ``lacking``."""
    tested = f"the call lacks {', '.join(lacking)}, which a statement tests"
    if members:
        return f"{tested}: set {' and '.join(dict.fromkeys(members))}, or remove the condition"
    if need.who.value == "caller" and any(key.lower().startswith(_TAG_KEYS) for key in lacking):
        return f"{tested}: set these tags, or remove the condition"
    return f"{tested}: remove the condition"
