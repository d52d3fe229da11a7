"""A plan that was saved: what was planned for which request, where, and under which policies.

It has digests of the request and of its members, and none of their values. Reads and writes no file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

import recolint
from recolint.base.errors import UserError
from recolint.base.json_text import ascii_json
from recolint.base.text import visible
from recolint.plan.planning import Plan
from recolint.plan.wording import hours, money
from recolint.submit.identity import digest

KIND = "recolint-plan"
VERSION = 1
MAX_BYTES = 1024 * 1024
_MAX_SECONDS = 10**12
_CENT = Decimal("0.0001")


class SavedPlanError(UserError):
    """A saved plan that is not valid. The message names file, member, what is expected and found."""


@dataclass(frozen=True, slots=True)
class Cost:
    """The most that a job may cost."""

    at_most: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """One request of a plan: its digest, those of its members, where it runs, and its maximum time and cost.

    ``spec`` is the path of the file; in a saved plan, it is relative to the directory of the plan, with ``/``.
    ``document`` is the number of the document in it. ``None``: unknown.
    """

    spec: str
    document: int
    request: str
    members: Mapping[str, str]
    region: str | None
    account: str | None
    instance_seconds: int | None
    cost: Cost | None

    @classmethod
    def of(
        cls, spec: str, document: int, request: dict[str, Any], plan: Plan | None, place: tuple[str | None, str | None]
    ) -> PlannedJob:
        """The job of ``request`` in ``place``: Region and account, each unknown if it does not look like one.

        Raises ``TypeError`` for values that JSON cannot write.
        """
        bound = plan.bound if plan else None
        cost = None
        if plan and plan.cost and plan.prices:
            cost = Cost(plan.cost.amount.quantize(_CENT, ROUND_CEILING), plan.prices.currency)
        return cls(
            spec=spec,
            document=document,
            request=digest(request),
            members={member: digest(value) for member, value in sorted(request.items())},
            region=place[0] if _REGION(place[0]) else None,
            account=place[1] if _ACCOUNT(place[1]) else None,
            instance_seconds=bound.instance_seconds if bound else None,
            cost=cost,
        )


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """The jobs of a plan, and the digests of the policies in force by name."""

    jobs: tuple[PlannedJob, ...]
    policies: Mapping[str, str]


def as_text(plan: SavedPlan) -> str:
    """``plan`` as the JSON text that ``parse`` reads."""
    jobs = [
        {
            "spec": job.spec,
            "document": job.document,
            "request": job.request,
            "members": dict(job.members),
            "region": job.region,
            "account": job.account,
            "instance_seconds": job.instance_seconds,
            "cost": job.cost and {"at_most": f"{job.cost.at_most:f}", "currency": job.cost.currency},
        }
        for job in plan.jobs
    ]
    whole = {"kind": KIND, "version": VERSION, "tool": f"recolint {recolint.__version__}"}
    return ascii_json({**whole, "policies": dict(plan.policies), "jobs": jobs}) + "\n"


def is_saved_plan(data: bytes) -> bool:
    """Whether ``data``, a whole file, is meant as a saved plan, valid or not."""
    if KIND.encode() not in data:
        return False
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and whole.get("kind") == KIND


def parse(path: str, data: bytes) -> SavedPlan:
    """The saved plan in ``data``, the file ``path``; raises ``SavedPlanError``. ``is_saved_plan`` is true of it."""
    try:
        return _plan(json.loads(data, object_pairs_hook=_once))
    except _WrongError as wrong:
        raise SavedPlanError(f"{path}: {wrong}") from wrong


class _WrongError(Exception):
    """A fault, beginning with the member."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise _WrongError("duplicate member")
    return table


_Test = Callable[[Any], bool]


def _text(pattern: str) -> _Test:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is not None


def _number(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _MAX_SECONDS


def _table(value: Any) -> bool:
    return isinstance(value, dict)


def _digests(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_DIGEST, value.values()))


def _or_none(test: _Test) -> _Test:
    return lambda value: value is None or test(value)


_DIGEST = _text("[0-9a-f]{64}")
_REGION = _text("[a-z0-9-]{4,32}")
_ACCOUNT = _text("[0-9]{12}")
_MEMBERS: dict[str, dict[str, tuple[_Test, str]]] = {
    "": {
        "kind": (lambda value: value == KIND, repr(KIND)),
        "version": (lambda value: type(value) is int and value == VERSION, f"{VERSION}"),
        "tool": (lambda value: isinstance(value, str), "a string"),
        "policies": (_digests, "digests of policies"),
        "jobs": (lambda value: isinstance(value, list) and bool(value), "a list of jobs"),
    },
    "jobs": {
        "spec": (lambda value: isinstance(value, str) and bool(value) and "\0" not in value, "the path of a spec"),
        "document": (_number, "the number of a document"),
        "request": (_DIGEST, "a SHA-256 digest"),
        "members": (_digests, "digests of members"),
        "region": (_or_none(_REGION), "a Region"),
        "account": (_or_none(_ACCOUNT), "the 12 digits of an account"),
        "instance_seconds": (_or_none(_number), "a number of seconds"),
        "cost": (_or_none(_table), "an object"),
    },
    "cost": {
        "at_most": (_text(r"[0-9]{1,18}(\.[0-9]{1,4})?"), "an amount of money such as '1.2000'"),
        "currency": (_text("[A-Z]{3}"), "the three letters of a currency"),
    },
}
"""Every member of the file and of the objects in it, all of them required: its test, and what is expected."""


def _plan(whole: Any) -> SavedPlan:
    _hold("", whole, "")
    jobs = tuple(_job(f"jobs[{number}]", job) for number, job in enumerate(whole["jobs"]))
    if len({(job.spec, job.document) for job in jobs}) < len(jobs):
        raise _WrongError("jobs: duplicate spec and document")
    return SavedPlan(jobs, whole["policies"])


def _job(where: str, job: Any) -> PlannedJob:
    _hold("jobs", job, where)
    cost = job["cost"]
    if cost is not None:
        _hold("cost", cost, f"{where}.cost")
        cost = Cost(Decimal(cost["at_most"]), cost["currency"])
    return PlannedJob(**{**job, "cost": cost})


def _hold(kind: str, value: Any, where: str) -> None:
    """Raise ``_WrongError`` unless ``value`` has the members of ``kind``, and nothing else."""
    if not isinstance(value, dict):
        raise _WrongError(f"{where}: expected an object")
    prefix = f"{where}." if where else ""
    for name in value:
        if name not in _MEMBERS[kind]:
            raise _WrongError(f"{prefix}{visible(name)[:40]}: unknown member")
    for name, (test, expected) in _MEMBERS[kind].items():
        if name not in value:
            raise _WrongError(f"{prefix}{name} is missing")
        if not test(value[name]):
            raise _WrongError(f"{prefix}{name}: expected {expected}, found {_shown(value[name])}")


def _shown(value: object) -> str:
    text = visible(ascii_json(value, None))
    return text if len(text) <= 40 else f"{text[:37]}..."


def changes(saved: SavedPlan, jobs: Sequence[PlannedJob], policies: Mapping[str, str]) -> Iterator[str]:
    """How the current ``jobs`` and ``policies`` differ from those in ``saved``; a line for each difference.

    Jobs are compared by their requests and bounds, not by where they run.
    """
    now = {(job.spec, job.document): job for job in jobs}
    for old in saved.jobs:
        new = now.pop((old.spec, old.document), None)
        if new is None:
            yield f"{_named(old)}: planned, but the file does not have this job now"
        else:
            yield from (f"{_named(old)}: {change}" for change in _of_job(old, new))
    for new in now.values():
        yield f"{_named(new)}: not in the saved plan"
    for name in sorted({*saved.policies, *policies}):
        if name not in policies:
            yield f"policy {visible(name)}: in force when the plan was saved, but not now"
        elif name not in saved.policies:
            yield f"policy {visible(name)}: not in force when the plan was saved"
        elif saved.policies[name] != policies[name]:
            yield f"policy {visible(name)}: changed since the plan was saved"


def _of_job(old: PlannedJob, new: PlannedJob) -> Iterator[str]:
    if old.request != new.request:
        names = sorted({*old.members, *new.members})
        changed = [visible(name) for name in names if old.members.get(name) != new.members.get(name)]
        yield f"the request changed since the plan was saved ({', '.join(changed) or 'digest'})"
    if old.instance_seconds != new.instance_seconds:
        yield f"may take {_hours(new.instance_seconds)}; planned: {_hours(old.instance_seconds)}"
    if old.cost and new.cost and old.cost.currency == new.cost.currency and new.cost.at_most > old.cost.at_most:
        yield f"may cost {_money(new.cost)} at current prices; planned: {_money(old.cost)}"


def other_regions(saved: SavedPlan, region: str) -> Iterator[str]:
    """The jobs that were planned for another Region than ``region``, a line each."""
    for old in saved.jobs:
        if old.region not in (None, region):
            yield f"{_named(old)}: planned for {old.region}, the Region in use is {region}"


def other_accounts(saved: SavedPlan, account: str | None) -> Iterator[str]:
    """The jobs that were planned for another account than ``account``, a line each."""
    for old in saved.jobs:
        if old.account not in (None, account):
            yield f"{_named(old)}: planned for account {old.account}, the account in use is {account or 'unknown'}"


def _named(job: PlannedJob) -> str:
    of_file = f" (document {job.document})" if job.document else ""
    return f"{visible(job.spec)}{of_file}"


def _hours(seconds: int | None) -> str:
    return "unknown instance-hours" if seconds is None else hours(seconds)


def _money(cost: Cost) -> str:
    return money(cost.at_most, cost.currency)
