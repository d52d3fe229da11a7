"""One request, one job. The API has no token for that, so the job's name is the key: AWS makes no two of a name.

Whatever goes wrong between a request and its answer, describe tells afterwards whether there is a job, and trying again
under the same name is safe. ``ledger`` keeps what a process that dies would take along.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recolint.aws import trouble
from recolint.aws.clock import Clock
from recolint.aws.ledger import Event, Ledger, LedgerError, Line, Place, made
from recolint.aws.request import UNTOLD, Difference, differences, digest, tag_differences
from recolint.aws.session import Aws
from recolint.aws.trouble import AwsError, Kind

PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds before each further try."""


@dataclass(frozen=True, slots=True)
class Order:
    """A request to submit; ``base`` is its digest before its name got a suffix."""

    request: dict[str, Any]
    base: str

    @property
    def name(self) -> str:
        """The name of the job to be."""
        return str(self.request["JobName"])


@dataclass(frozen=True, slots=True)
class Submitted:
    """The job that there is for a request. ``already``: an earlier submit made it. ``notes`` are for the user."""

    arn: str
    already: bool
    notes: tuple[str, ...] = ()


class AnotherJobError(Exception):
    """The name is taken by a job that is not what was asked for."""

    def __init__(self, name: str, found: tuple[Difference, ...]) -> None:
        """Take how it differs."""
        self.name = name
        self.differences = found
        super().__init__(name)


class Submitter:
    """Submits orders at one place, each at most once."""

    def __init__(self, aws: Aws, place: Place, ledger: Ledger, clock: Clock, say: Callable[[str], None]) -> None:
        """``say`` is told what a user who waits should know."""
        self._create = aws.sagemaker(attempts=1)
        self._ask = aws.jobs
        self._place = place
        self._ledger = ledger
        self._clock = clock
        self._say = say

    def submit(self, order: Order) -> Submitted:
        """The job for ``order``; raises ``AnotherJobError``, or ``AwsError`` whose message says what is known."""
        waiting = "another recolint holds the ledger, waiting for it"
        with self._ledger.locked(lambda: self._say(waiting)):
            before = self._ledger.lines()
            self._note(order, Event.INTENT)
            try:
                result = self._settle(order, before)
            except AnotherJobError:
                self._note(order, Event.NOT_MADE, reason="another job has the name")
                raise
            try:
                self._note(order, Event.MADE, arn=result.arn)
            except LedgerError as error:
                # The job is there; the intent that stands in the ledger makes the next submit look for it.
                self._say(str(error))
            return result

    def _settle(self, order: Order, before: list[Line]) -> Submitted:
        """Try until it is known whether there is a job."""
        unsure = False
        last: Exception | None = None
        for pause in (*PAUSES, None):
            try:
                answer = self._create.create_inference_recommendations_job(**order.request)
            except Exception as error:
                what = trouble.kind(error)
                if what is Kind.IN_USE:
                    return self._existing(order, before, own=unsure)
                if what is Kind.REFUSED and not unsure:
                    self._note(order, Event.NOT_MADE, reason=trouble.code_of(error) or type(error).__name__)
                    raise AwsError(f"{order.name}: {trouble.words(error)}; no job was made") from error
                last = error
                unsure = unsure or what not in (Kind.THROTTLED, Kind.UNREACHED)
            else:
                if answer.get("JobArn"):
                    return Submitted(answer["JobArn"], already=False)
                last = AwsError("AWS answered without the job's ARN")
                unsure = True
            if unsure and (found := self._found(order.name)) is not None:
                return self._compared(order, found, before, own=True)
            if pause is not None:
                self._say(f"{order.name}: {trouble.words(last)}; trying again in {pause:g} s")
                self._clock.sleep(pause)
        assert last is not None  # noqa: S101  each round either returns or sets it
        raise self._given_up(order, last, unsure=unsure) from last

    def _given_up(self, order: Order, last: Exception, *, unsure: bool) -> AwsError:
        if not unsure:
            self._note(order, Event.NOT_MADE, reason=trouble.code_of(last) or type(last).__name__)
            return AwsError(f"{order.name}: {trouble.words(last)}; no job was made")
        self._note(order, Event.UNKNOWN, reason=trouble.code_of(last) or type(last).__name__)
        return AwsError(
            f"{order.name}: {trouble.words(last)}; whether there is a job is not known: submit again, which makes no"
            " second one"
        )

    def _existing(self, order: Order, before: list[Line], *, own: bool) -> Submitted:
        """The job whose name is taken; describe may lag behind."""
        for pause in (*PAUSES, None):
            found = self._found(order.name)
            if found is not None:
                return self._compared(order, found, before, own=own)
            if pause is not None:
                self._clock.sleep(pause)
        self._note(order, Event.UNKNOWN, reason="describe gave no answer")
        raise AwsError(
            f"{order.name}: there is a job of this name, and AWS does not tell what it is; submit again, which makes no"
            " second one"
        )

    def _found(self, name: str) -> dict[str, Any] | None:
        """What describe tells of the job; ``None`` when there is none, or nobody can tell now."""
        try:
            answer: dict[str, Any] = self._ask.describe_inference_recommendations_job(JobName=name)
        except Exception as error:
            if trouble.kind(error) is Kind.REFUSED:
                self._say(f"{name}: describe: {trouble.words(error)}")
            return None
        return answer if answer.get("JobArn") else None

    def _compared(self, order: Order, answer: dict[str, Any], before: list[Line], *, own: bool) -> Submitted:
        arn = str(answer["JobArn"])
        known = made(before, order.name, self._place)
        if known is not None and known.arn == arn and known.digest == digest(order.request):
            return Submitted(arn, already=True)
        found = list(differences(order.request, answer))
        notes = []
        if known is not None and known.arn == arn:
            own_members = _member_digests(order.request)
            found += [
                Difference(f"/{name}", order.request.get(name), "something else, by the ledger")
                for name in UNTOLD
                if own_members.get(name) != known.members.get(name)
            ]
        else:
            tags = self._tags(arn)
            found += tag_differences(order.request, tags) if tags is not None else ()
            if tags is None and "Tags" in order.request:
                notes.append("its tags could not be compared: AWS does not tell them")
            if "OutputConfig" in order.request and not own:
                notes.append("its OutputConfig could not be compared: AWS does not tell it")
        if found:
            raise AnotherJobError(order.name, tuple(found))
        return Submitted(arn, already=not own, notes=tuple(notes))

    def _tags(self, arn: str) -> list[dict[str, str]] | None:
        try:
            pages = self._ask.get_paginator("list_tags").paginate(ResourceArn=arn)
            return [tag for page in pages for tag in page["Tags"]]
        except Exception:  # noqa: BLE001,RUF100  whatever it is, the comparison goes on without tags
            return None

    def _note(self, order: Order, event: Event, *, arn: str | None = None, reason: str | None = None) -> None:
        self._ledger.add(
            Line(
                event=event,
                at=self._clock.now().isoformat(timespec="seconds"),
                name=order.name,
                place=self._place,
                digest=digest(order.request),
                base=order.base,
                members=_member_digests(order.request),
                arn=arn,
                reason=reason,
            )
        )


def _member_digests(request: dict[str, Any]) -> dict[str, str]:
    return {name: digest(request[name]) for name in UNTOLD if name in request}
