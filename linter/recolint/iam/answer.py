"""An answer as plain data for programs, and in words for people."""

from __future__ import annotations

from typing import Any

from recolint.base.text import visible
from recolint.iam.evaluation import Answer, Decision
from recolint.iam.policy import Effect
from recolint.iam.verdict import Reason


def as_data(answer: Answer) -> dict[str, Any]:
    """``{"decision": ..., "explicit": ..., "by": ...}``.

    ``by`` names the layer and a statement of it by ``file``, ``sid`` (or ``null``), ``index`` from 0 and ``line`` from
    1; where no statement decided, the layer and its ``files``. An unknown decision has the keys that are ``unknown``.
    It has ``left_to``, such as ``key policy``, if a policy of the resource decides and is not available.
    """
    return {"decision": answer.decision.value, "explicit": answer.explicit, "by": _by(answer)}


def _by(answer: Answer) -> dict[str, Any]:
    by = answer.by
    shown: dict[str, Any] = {"layer": by.layer.value}
    if by.statement is None:
        shown["files"] = list(by.files)
    else:
        shown |= {"file": by.files[0], "sid": by.statement.sid, "index": by.statement.index, "line": by.statement.line}
    if answer.decision is Decision.UNKNOWN:
        shown["unknown"] = list(by.unknown)
        if by.left_to is not None:
            shown["left_to"] = by.left_to.policy
    return shown


def in_words(answer: Answer) -> str:
    """The reason of the decision, in one sentence without control characters."""
    by = answer.by
    if answer.decision is not Decision.UNKNOWN:
        return visible(_decided(by, answer.decision))
    if by.left_to is not None:
        return visible(
            f"{_decided(by, Decision.DENIED)}, but the {by.left_to.policy} decides, and the config does not list it"
        )
    return visible(f"{_named(by)} depends on {_not_known(by)}")


def _decided(by: Reason, decision: Decision) -> str:
    if by.statement is not None:
        return f"{_named(by)} {'allows' if by.statement.effect is Effect.ALLOW else 'denies'} it"
    if decision is Decision.ALLOWED:
        return "the root user of an account may do everything that no policy denies"
    if by.files:
        return f"no statement of the {by.layer.words} {', '.join(by.files)} allows it"
    return f"no {by.layer.words} is available"


def statement_in_words(by: Reason) -> str:
    """The statement that decided and where it is, harmless to a terminal."""
    return visible(_named(by))


def _named(by: Reason) -> str:
    if by.statement is None:
        return "whether both accounts must allow it"
    line = "" if by.statement.line is None else f":{by.statement.line}"
    sid = f"'{by.statement.sid}'" if by.statement.sid else f"[{by.statement.index}]"
    return f"statement {sid} of the {by.layer.words} {by.files[0]}{line}"


def _not_known(by: Reason) -> str:
    if by.unknown:
        return f"{', '.join(by.unknown)}, which is not known"
    return "the caller, which is not known"
