"""Requests that are to be submitted: specs with the caller's values and a name's suffix in them, each read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from recolint import document
from recolint.aws import clock
from recolint.awscli.command import option_of
from recolint.base.errors import UserError
from recolint.base.finding import Edit, Fix, Insert, Set, SpecId
from recolint.base.text import Source
from recolint.check.tasks import Input
from recolint.document import Document, Reading
from recolint.fix import FixRequest, apply_fixes
from recolint.request.job import Job
from recolint.request.recognition import is_meant_as_spec
from recolint.submit.identity import digest, hash_suffix, time_suffix, with_suffix
from recolint.submit.ledger import Ledger
from recolint.submit.ledger_line import Line, unanswered_name

SUFFIXES = ("none", "hash", "time")


class RequestError(UserError):
    """Values that cannot be put into the requests."""


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """The data of ``spec`` in the reading of its input, and its digest without the suffix of its name (``base``)."""

    spec: SpecId
    request: dict[str, Any]
    base: str

    @property
    def name(self) -> str:
        """The name of the job to be."""
        return str(self.request[Job.name.name])


@dataclass(frozen=True, slots=True)
class PreparedRequests:
    """The inputs, with the values of all options in their texts, and the requests in them.

    The requests are from the same readings that the check uses, so recolint sends exactly what it checked.
    ``changed`` are the members that the caller set. ``unreadable``: an input has faults, and nothing may be sent.
    """

    inputs: tuple[Input, ...]
    requests: tuple[PreparedRequest, ...]
    changed: tuple[str, ...]
    unreadable: bool

    def at(self, region: str | None, account: str | None) -> PreparedRequests:
        """The same for jobs in ``region`` and ``account``, whatever configs say; ``None`` leaves it to the configs."""
        # Inputs that share a config continue sharing one: tables and policies belong to it.
        configs = {id(item.config): item.config for item in self.inputs}
        moved = {
            number: config._replace(region=region or config.region, account=account or config.account)
            for number, config in configs.items()
        }
        return replace(self, inputs=tuple(item._replace(config=moved[id(item.config)]) for item in self.inputs))


@dataclass(frozen=True, slots=True)
class Naming:
    """How names get their suffix: one of ``SUFFIXES``, the lines of the ledger, and the Region of the submit."""

    kind: str = "none"
    earlier: tuple[Line, ...] = ()
    region: str | None = None
    now: datetime = field(default_factory=lambda: clock.system().now())

    @classmethod
    def of(cls, kind: str, ledger: Ledger, region: str | None, on_wait: Callable[[], None] = lambda: None) -> Naming:
        """``kind`` is one of ``SUFFIXES``. Calls ``on_wait`` before it waits for another process that submits.

        Raises ``LedgerError``.
        """
        if kind != "time":
            return cls(kind)
        # Until another running submit ends, it is unknown whether its name is free again.
        return cls("time", tuple(ledger.settled(on_wait)), region)

    def name(self, request: dict[str, Any]) -> str | None:
        """The new name for ``request``; ``None`` when it keeps its own."""
        own = request.get(Job.name.name)
        if self.kind == "none" or not isinstance(own, str):
            return None
        if self.kind == "hash":
            return with_suffix(own, hash_suffix(request))
        # A submit that died without an answer may have created its job: a retry under the same name finds it.
        again = unanswered_name(self.earlier, digest(request), self.region)
        return again or with_suffix(own, time_suffix(self.now))


def prepare(inputs: Iterable[Input], members: Mapping[str, Any], naming: Naming | None = None) -> PreparedRequests:
    """The requests in ``inputs``, with the values ``members`` in one of them, and suffixes of names by ``naming``.

    Raises ``RequestError`` for ``members`` and several requests, and where a text cannot take them.
    """
    naming = naming or Naming()
    parts = [_prepared(one, members, naming) for one in inputs]
    requests = tuple(one for part in parts for one in part.requests)
    if members and len(requests) > 1:
        options = ", ".join(map(option_of, members))
        raise RequestError(f"{options}: expected one request to change, found {len(requests)}")
    return PreparedRequests(
        inputs=tuple(one for part in parts for one in part.inputs),
        requests=requests,
        changed=tuple(members),
        unreadable=any(part.unreadable for part in parts),
    )


def _prepared(item: Input, members: Mapping[str, Any], naming: Naming) -> PreparedRequests:
    """``item`` with the values and the suffix in its text."""
    reading = document.read(item.source)
    if item.fault is not None or reading.faults:
        return PreparedRequests((item,), (), (), unreadable=True)
    requests, bases, fixes = [], [], []
    for one in _specs(reading, members):
        old = one.data
        request = {**old, **members}
        bases.append(digest(request) if _is_plain(request) else "")
        name = naming.name(request) if bases[-1] else None
        if name is not None:
            request[Job.name.name] = name
        requests.append(request)
        edits = tuple(_edit(key, value, old) for key, value in request.items() if key not in old or old[key] != value)
        if edits:
            fixes.append(FixRequest(Fix("options", edits), one.index))
    source = item.source
    if fixes:
        source = _rewritten(source, requests, fixes)
        reading = document.read(source)
    prepared = tuple(
        PreparedRequest(SpecId(source.path, one.index), one.data, base)
        for one, base in zip(_specs(reading, members), bases, strict=False)
    )
    broken = bool(reading.faults) or len(prepared) < len(bases)
    return PreparedRequests((item._replace(source=source, reading=reading),), prepared, (), unreadable=broken)


def _specs(reading: Reading, members: Mapping[str, Any]) -> list[Document]:
    found = [one for one in reading.documents if is_meant_as_spec(one.data)]
    if members and not found and len(reading.documents) == 1:
        # The options may add the members that make it a spec.
        return list(reading.documents)
    return found


def _is_plain(request: dict[str, Any]) -> bool:
    """Whether ``request`` can be sent as it is: dates and .nan of YAML are not JSON; the check reports them."""
    try:
        json.dumps(request, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


def _edit(name: str, value: Any, old: dict[str, Any]) -> Edit:
    return Set((name,), value) if name in old else Insert((), name, value)


def _rewritten(source: Source, requests: Sequence[dict[str, Any]], fixes: Sequence[FixRequest]) -> Source:
    """``source`` with ``fixes`` applied and its comments kept; if that is impossible, the requests written anew.

    Raises ``RequestError`` for requests that cannot be written as JSON either.
    """
    result = apply_fixes(source, fixes)
    if len(result.made) == len(fixes):
        return result.source
    if not all(map(_is_plain, requests)):
        raise RequestError(
            f"{source.path}: the options cannot be put into a request with a date or .nan; edit the file"
        )
    texts = [json.dumps(request, indent=2, ensure_ascii=False) + "\n" for request in requests]
    return source._replace(text="---\n".join(texts))
