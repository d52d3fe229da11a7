"""Waits for a job to end, through lost connections and throttling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from recolint.aws import trouble
from recolint.aws.clock import Clock
from recolint.aws.jobs import ENDED, Jobs, NoJobError
from recolint.aws.pauses import asked
from recolint.aws.trouble import CallOutcome
from recolint.base.errors import AwsError
from recolint.request.job import Job

OF_NEW_JOBS = 5
"""How many times describe may not know a job that was just made."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How to wait: ask every ``poll`` seconds, for ``deadline`` seconds at most (``None``: for ever).

    ``unknown`` is how many times in total AWS may answer that it does not know the job.
    """

    poll: float
    deadline: float | None = None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``seconds`` is the time waited so far; ``trouble`` says why nothing new is known."""

    name: str
    status: str | None
    seconds: float
    ended_steps: int | None = None
    steps: int | None = None
    trouble: str | None = None


class DeadlineError(Exception):
    """The job has not ended in time; it continues."""


def wait(jobs: Jobs, name: str, clock: Clock, pace: Pace, tell: Callable[[Progress], None]) -> dict[str, Any]:
    """The describe response of the job ``name`` once it has ended.

    Raises ``DeadlineError``, ``NoJobError``, or ``AwsError`` when AWS refuses for good.
    """
    start = clock.seconds()
    unknown = 0
    while True:
        waited = clock.seconds() - start
        asked_for = 0.0
        try:
            answer = jobs.describe(name)
        except NoJobError:
            unknown += 1
            if unknown > pace.unknown:
                raise
            tell(Progress(name, None, waited, trouble="AWS does not know the job yet"))
        except AwsError as error:
            cause = error.__cause__
            if isinstance(cause, Exception) and trouble.outcome(cause) is CallOutcome.REFUSED:
                raise
            asked_for = asked(cause, clock.now())
            tell(Progress(name, None, waited, trouble=str(error)))
        else:
            if str(answer.get("Status")) in ENDED:
                tell(_progress(jobs, answer, waited))
                return answer
            tell(_progress(jobs, answer, waited))
        rest = max(pace.poll, asked_for)
        left = rest if pace.deadline is None else min(rest, pace.deadline - (clock.seconds() - start))
        if left <= 0:
            raise DeadlineError(name)
        clock.sleep(left)


def _progress(jobs: Jobs, answer: dict[str, Any], waited: float) -> Progress:
    name, status = str(answer.get(Job.name.name)), str(answer.get("Status"))
    try:
        steps = jobs.steps(name)
    except AwsError:
        # Whoever may describe a job may not always list its steps.
        return Progress(name, status, waited)
    ended = sum(str(step.get("Status")) in ENDED for step in steps)
    return Progress(name, status, waited, ended, len(steps))
