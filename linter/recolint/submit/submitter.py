"""One request, one job. The API has no token for that, so the job's name is the key: AWS never creates two of a name.

If anything goes wrong between a request and its answer, describe says afterwards whether there is a job. So a retry
under the same name is safe. ``ledger`` keeps what would be lost when a process dies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from recolint.aws import trouble
from recolint.aws.clock import Clock
from recolint.aws.pauses import pause
from recolint.aws.session import Aws
from recolint.aws.trouble import CallOutcome
from recolint.base.errors import AwsError
from recolint.request.answer import UNTOLD
from recolint.request.job import Job
from recolint.submit.identity import Difference, differences, digest, tag_differences
from recolint.submit.ledger import WAITING, Ledger, LedgerError
from recolint.submit.ledger_line import Event, Line, NameScope, makers, unanswered

TRIES = 5
"""How many times a request is sent at most, where AWS_MAX_ATTEMPTS and the profile do not say otherwise."""
_ASKS = 5
"""How many times describe is called for a job with a name that is taken."""

_UNKNOWN = "unknown whether the job was created; submit again (this never creates a second job)"


@dataclass(frozen=True, slots=True)
class Submission:
    """A request to submit, its digest without the suffix of its name (``base``), and the policies that it passed."""

    request: dict[str, Any]
    base: str
    policies: tuple[dict[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The name of the job to be."""
        return str(self.request[Job.name.name])


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
    """Submits requests at one place, each at most once."""

    def __init__(
        self, aws: Aws, scope: NameScope, ledger: Ledger, clock: Clock, say: Callable[[str], None] = lambda _: None
    ) -> None:
        """``say`` is called with lines for the user, about waiting and retries."""
        self._create = aws.sagemaker(attempts=1)
        self._tries = aws.max_attempts or TRIES
        self._ask = aws.jobs
        self._scope = scope
        self._ledger = ledger
        self._clock = clock
        self._say = say

    def submit(self, submission: Submission) -> Submitted:
        """The job for ``submission``; raises ``AnotherJobError``, or ``AwsError`` with what is known about the job."""
        with self._ledger.locked(lambda: self._say(WAITING)):
            before = self._ledger.lines()
            intent = self._line(submission, Event.INTENT)
            self._ledger.add(intent)
            result: Submitted | None = None
            try:
                result = self._settle(submission, before, intent)
                self._conclude(submission, Event.CREATED, arn=result.arn)
            except AnotherJobError:
                self._conclude(submission, Event.NOT_CREATED, reason="another job has the name")
                raise
            except KeyboardInterrupt:
                known = _UNKNOWN if result is None else f"its job is {result.arn}"
                self._say(f"{submission.name}: interrupted; {known}")
                raise
            return result

    def _settle(self, submission: Submission, before: list[Line], intent: Line) -> Submitted:
        """Try until it is known whether there is a job."""
        sent = [line for line in unanswered(before) if (line.key, line.digest) == (intent.key, intent.digest)]
        mine: Line | None = None
        last: Exception | None = None
        for number in range(self._tries):
            try:
                return Submitted(self._made(submission), already=False)
            except Exception as error:
                what = trouble.outcome(error)
                if what is CallOutcome.IN_USE:
                    return self._existing(submission, before, mine)
                if what is CallOutcome.REFUSED and mine is None:
                    raise self._failed(submission, error, sent) from error
                last = error
                if what not in (CallOutcome.THROTTLED, CallOutcome.UNREACHED):
                    mine = intent
                    sent.append(mine)
            if mine is not None and (found := self._found(submission.name)) is not None:
                return self._compared(submission, found, before, mine)
            if number + 1 < self._tries:
                seconds = pause(number, self._clock.now(), last)
                self._say(f"{submission.name}: {trouble.words(last)}; retrying in {seconds:.1f} s")
                self._clock.sleep(seconds)
        assert last is not None  # noqa: S101  each round either returns or sets it
        raise self._failed(submission, last, sent) from last

    def _failed(self, submission: Submission, error: Exception, sent: list[Line]) -> AwsError:
        """The error to raise. Only an attempt in ``sent``, perhaps of an earlier process, can have created a job."""
        self._conclude(submission, Event.UNKNOWN if sent else Event.NOT_CREATED, reason=_reason(error))
        return AwsError(f"{submission.name}: {trouble.words(error)}; {_UNKNOWN if sent else 'no job was created'}")

    def _made(self, submission: Submission) -> str:
        """The ARN of a new job; raises what botocore raises, and ``AwsError`` for an answer without an ARN."""
        answer = self._create.create_inference_recommendations_job(**submission.request)
        if not answer.get("JobArn"):
            raise AwsError("AWS answered without the job's ARN")
        return str(answer["JobArn"])

    def _existing(self, submission: Submission, before: list[Line], mine: Line | None) -> Submitted:
        """The job that has the name; describe may lag behind."""
        for number in range(_ASKS):
            found = self._found(submission.name)
            if found is not None:
                return self._compared(submission, found, before, mine)
            if number + 1 < _ASKS:
                self._clock.sleep(pause(number, self._clock.now()))
        self._conclude(submission, Event.UNKNOWN, reason="describe did not answer")
        raise AwsError(
            f"{submission.name}: a job with this name exists, and AWS does not return its request; submit again"
            " (this never creates a second job)"
        )

    def _found(self, name: str) -> dict[str, Any] | None:
        """The describe response of the job; ``None`` if there is no job, or describe fails."""
        try:
            answer: dict[str, Any] = self._ask.describe_inference_recommendations_job(JobName=name)
        except Exception as error:
            if trouble.outcome(error) is CallOutcome.REFUSED:
                self._say(f"{name}: describe: {trouble.words(error)}")
            return None
        return answer if answer.get("JobArn") else None

    def _compared(
        self, submission: Submission, answer: dict[str, Any], before: list[Line], mine: Line | None
    ) -> Submitted:
        """The job that ``answer`` describes, if it is what was asked for: by ``mine`` or a line of ``before``."""
        arn = str(answer["JobArn"])
        own = digest(submission.request)
        possible = makers([*before, mine] if mine else before, (submission.name, self._scope))
        if any(line.event is Event.CREATED and line.digest == own for line in possible):
            return Submitted(arn, already=True)
        found = list(differences(submission.request, answer))
        if any(line.digest == own for line in possible):
            # This very request was sent, so AWS filled in the members that only describe has.
            found = [one for one in found if one.asked is not None]
        tags = self._tags(arn)
        if tags is not None:
            found += tag_differences(submission.request, tags)
        untold = [name for name in UNTOLD if name != Job.tags.name or tags is None]
        if possible:
            found += _ledger_differences(submission.request, untold, possible)
        if found:
            raise AnotherJobError(submission.name, tuple(found))
        unsure = [] if possible else [name for name in untold if name in submission.request]
        notes = tuple(f"its {name} could not be compared: AWS does not return it" for name in unsure)
        return Submitted(arn, already=mine is None, notes=notes)

    def _tags(self, arn: str) -> list[dict[str, str]] | None:
        try:
            pages = self._ask.get_paginator("list_tags").paginate(ResourceArn=arn)
            return [tag for page in pages for tag in page[Job.tags.name]]
        except Exception:  # noqa: BLE001,RUF100  whatever it is, the comparison continues without tags
            return None

    def _line(self, submission: Submission, event: Event, *, arn: str | None = None, reason: str | None = None) -> Line:
        return Line(
            event=event,
            at=self._clock.now().isoformat(timespec="seconds"),
            name=submission.name,
            place=self._scope,
            digest=digest(submission.request),
            base=submission.base,
            members=_member_digests(submission.request),
            arn=arn,
            reason=reason,
            policies=submission.policies,
        )

    def _conclude(
        self, submission: Submission, event: Event, *, arn: str | None = None, reason: str | None = None
    ) -> None:
        """Note what came of ``submission``. Without that line, the intent makes the next submit look for a job."""
        try:
            self._ledger.add(self._line(submission, event, arn=arn, reason=reason))
        except LedgerError as error:
            self._say(str(error))


def _reason(error: Exception) -> str:
    return trouble.code_of(error) or type(error).__name__


def _ledger_differences(request: dict[str, Any], names: list[str], possible: list[Line]) -> Iterator[Difference]:
    """The members ``names`` of ``request`` that no line of ``possible`` was sent with."""
    own = _member_digests(request)
    for name in names:
        if all(line.members.get(name) != own.get(name) for line in possible):
            yield Difference(f"/{name}", request.get(name), "a different value, according to the ledger")


def _member_digests(request: dict[str, Any]) -> dict[str, str]:
    return {name: digest(request[name]) for name in UNTOLD if name in request}
