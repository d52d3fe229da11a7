"""A line of the ledger, and what several lines say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import NoneType
from typing import Any


class Event(StrEnum):
    """The event that a line records."""

    INTENT = "intent"
    """The request is about to be sent."""
    CREATED = "made"
    """There is a job for it."""
    NOT_CREATED = "not-made"
    """There is no job, and the request can no longer create one."""
    UNKNOWN = "unknown"
    """Unknown."""


@dataclass(frozen=True, slots=True)
class NameScope:
    """Where a job's name is unique. ``account`` is ``None`` when it is not known."""

    account: str | None
    region: str
    endpoint: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``base`` is the digest of the request without the suffix of its name, ``digest`` that of the whole.

    ``members`` are the digests of the members that AWS does not return.
    """

    event: Event
    at: str
    name: str
    place: NameScope
    digest: str
    base: str
    members: dict[str, str] = field(default_factory=dict)
    arn: str | None = None
    reason: str | None = None
    policies: tuple[dict[str, str], ...] = ()
    """The policies that the request passed: ``name`` and ``digest`` (SHA-256 of the text) of each."""

    @property
    def key(self) -> tuple[str, NameScope]:
        """The identity of a job."""
        return self.name, self.place


def line_of(table: dict[str, Any]) -> Line:
    """The line in ``table``; raises ``ValueError`` for a missing, unknown or mistyped key."""
    # A submit without policies does not write the key, nor do older versions.
    known = _held({"policies": [], **table}, _TYPES)
    place = NameScope(**_held(known.pop("place"), _OF_PLACE))
    if not all(isinstance(one, str) for one in known["members"].values()):
        raise ValueError("expected texts in members")
    policies = tuple(map(_policy, known.pop("policies")))
    try:
        event = Event(known.pop("event"))
    except ValueError as error:
        raise ValueError(f"unknown event: {error}") from error
    return Line(**known, event=event, place=place, policies=policies)


def _policy(table: Any) -> dict[str, str]:
    if not isinstance(table, dict):
        raise ValueError("expected objects in policies")  # noqa: TRY004  as for all that is wrong in a line
    return _held(table, _OF_POLICY)


_TEXT: tuple[type, ...] = (str,)
_TEXT_OR_NULL: tuple[type, ...] = (str, NoneType)
_TYPES: dict[str, tuple[type, ...]] = {
    "event": _TEXT,
    "at": _TEXT,
    "name": _TEXT,
    "place": (dict,),
    "digest": _TEXT,
    "base": _TEXT,
    "members": (dict,),
    "arn": _TEXT_OR_NULL,
    "reason": _TEXT_OR_NULL,
    "policies": (list,),
}
_OF_POLICY = {"name": _TEXT, "digest": _TEXT}
_OF_PLACE = {"account": _TEXT_OR_NULL, "region": _TEXT, "endpoint": _TEXT}
_KINDS: dict[type, str] = {
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    list: "a list",
    dict: "an object",
    NoneType: "nothing",
}


def _held(table: dict[str, Any], types: dict[str, tuple[type, ...]]) -> dict[str, Any]:
    """``table``, which has the keys of ``types`` with such values and no others; raises ``ValueError``."""
    if table.keys() != types.keys():
        raise ValueError(f"expected the keys {', '.join(sorted(types))}")
    for key, allowed in types.items():
        if type(table[key]) not in allowed:
            raise ValueError(f"expected {_KINDS[allowed[0]]} in {key}, found {_KINDS[type(table[key])]}")
    return table


def unanswered(lines: Iterable[Line]) -> list[Line]:
    """The intents without a result, the last of each request, oldest first.

    Once a job is created, all requests with its name have a result: no other of them can have created a job.
    """
    open_: dict[tuple[str, NameScope], dict[str, tuple[int, Line]]] = {}
    for number, line in enumerate(lines):
        if line.event is Event.CREATED:
            open_.pop(line.key, None)
        elif line.event is Event.NOT_CREATED:
            open_.get(line.key, {}).pop(line.digest, None)
        else:
            open_.setdefault(line.key, {})[line.digest] = number, line
    found = (pair for requests in open_.values() for pair in requests.values())
    return [line for _, line in sorted(found, key=lambda pair: pair[0])]


def unanswered_name(lines: Sequence[Line], base: str, region: str | None) -> str | None:
    """The name under which the request ``base`` was last sent to ``region`` without an answer.

    ``None`` for ``region``: to any. The name of a job that was created since does not count. If the missing answer is
    that of another account, it never arrives, and that name would be found for ever.
    """
    here = [line for line in lines if region in (None, line.place.region)]
    taken = {line.name for line in here if line.event is Event.CREATED}
    names = [line.name for line in unanswered(here) if line.base == base and line.name not in taken]
    return names[-1] if names else None


def makers(lines: Iterable[Line], key: tuple[str, NameScope]) -> list[Line]:
    """The requests that may have created the job ``key``: the line that says so, else all without an answer."""
    found = [line for line in lines if line.key == key]
    return [line for line in found if line.event is Event.CREATED][-1:] or unanswered(found)
