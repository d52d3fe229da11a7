"""Recommendation jobs in memory: their names, their lives, their answers. No HTTP and no moto in here.

A job moves through the states of its script, one with every describe or only on request, so that a test never waits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from recolint.testing.aws import results

ENDED = frozenset({"COMPLETED", "FAILED", "STOPPED", "DELETED"})
_FAILURE = "INVALID_INPUT : 1. Model (owned by the customer in the container) returned 4xx or 5xx error code."


class JobRefusal(Exception):  # noqa: N818  an answer of the service, not a failure of this program
    """The service refuses; ``code`` is its error code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Advance(StrEnum):
    """When a job takes its next state."""

    DESCRIBE = "describe"
    """After every answer to a describe."""
    CONTROL = "control"
    """When the control API says so."""


@dataclass(frozen=True, slots=True)
class Life:
    """The script of a job: its states in order, and results to use instead of the invented ones.

    Rows are in the form of the API. NaN as a metric, as text or as a number, is sent unchanged.
    """

    statuses: tuple[str, ...] = ("PENDING", "IN_PROGRESS", "COMPLETED")
    advance: Advance = Advance.DESCRIBE
    failure_reason: str = _FAILURE
    recommendations: list[dict[str, Any]] | None = None
    performances: list[dict[str, Any]] | None = None
    steps: list[dict[str, Any]] | None = None


@dataclass(slots=True)
class Job:
    """One job; ``request`` is all that Create received."""

    account: str
    region: str
    arn: str
    request: dict[str, Any]
    created: datetime
    modified: datetime
    life: Life
    to_come: list[str]
    status: str
    completed: datetime | None = None
    tags: list[dict[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The job's name, unique in its account and Region."""
        return str(self.request["JobName"])

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The recommendations of this job, for when it is completed."""
        given = self.life.recommendations
        return results.recommendations(self.name, self.request) if given is None else given

    def enter(self, status: str, now: datetime) -> None:
        """Take a state."""
        self.status = status
        # The answers count milliseconds: two changes must not look like one.
        self.modified = max(now, self.modified + timedelta(milliseconds=1))
        if status in ENDED:
            self.completed = self.modified

    def step(self, now: datetime) -> None:
        """Take the next state of the script, if there is one."""
        if self.to_come:
            self.enter(self.to_come.pop(0), now)

    def summary(self) -> dict[str, Any]:
        """The job as an element of ``InferenceRecommendationsJobs``."""
        given = self.request["InputConfig"]
        payload = given.get("ContainerConfig", {}).get("PayloadConfig", {})
        answer = self._common() | {
            "JobDescription": self.request.get("JobDescription", ""),
            "ModelName": given.get("ModelName"),
            "ModelPackageVersionArn": given.get("ModelPackageVersionArn"),
            "SamplePayloadUrl": payload.get("SamplePayloadUrl"),
        }
        return _present(answer)

    def answer(self) -> dict[str, Any]:
        """The job as Describe returns it: without OutputConfig and Tags."""
        answer = self._common() | {
            "JobDescription": self.request.get("JobDescription"),
            "InputConfig": self.request["InputConfig"],
            "StoppingConditions": self.request.get("StoppingConditions"),
        }
        if self.status == "COMPLETED" or (self.status == "STOPPED" and self.life.recommendations is not None):
            given = self.life.performances
            answer["InferenceRecommendations"] = self.rows
            answer["EndpointPerformances"] = (results.performances(self.request) if given is None else given) or None
        return _present(answer)

    def benchmarks(self) -> list[dict[str, Any]]:
        """The job's steps."""
        if self.life.steps is not None:
            return self.life.steps
        if self.status == "PENDING":
            return []
        return results.steps(self.name, self.rows, self.status, self._failure)

    @property
    def _failure(self) -> str | None:
        return self.life.failure_reason if self.status == "FAILED" else None

    def _common(self) -> dict[str, Any]:
        return {
            "JobName": self.name,
            "JobType": self.request["JobType"],
            "JobArn": self.arn,
            "RoleArn": self.request["RoleArn"],
            "Status": self.status,
            "CreationTime": self.created,
            "LastModifiedTime": self.modified,
            "CompletionTime": self.completed,
            "FailureReason": self._failure,
        }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


class Jobs:
    """The jobs of all accounts and Regions."""

    def __init__(self, now: Callable[[], datetime] = _now) -> None:
        self._now = now
        self._lock = threading.RLock()
        self._jobs: dict[tuple[str, str, str], Job] = {}
        self._lives: dict[str, Life] = {}

    def clear(self) -> None:
        """Forget every job and every script."""
        with self._lock:
            self._jobs.clear()
            self._lives.clear()

    def script(self, name: str, life: Life) -> None:
        """Set the ``life`` of the job ``name``, which may not exist yet; ``*`` is every job created from now on."""
        with self._lock:
            self._lives[name] = life
            for job in self._named(name):
                job.life, job.to_come = life, list(life.statuses)
                job.step(self._now())

    def advance(self, name: str, to: str | None = None) -> list[Job]:
        """Move the job ``name`` to its next state, or to the state ``to``; after that, it no longer moves by itself.

        Raises ``ValueError`` when there is no such job.
        """
        with self._lock:
            found = self._named(name)
            if not found:
                raise ValueError(f"there is no job {name}")
            for job in found:
                if to is None:
                    job.step(self._now())
                else:
                    job.to_come.clear()
                    job.enter(to, self._now())
            return found

    def all(self) -> list[Job]:
        """Every job, oldest first."""
        with self._lock:
            return list(self._jobs.values())

    def create(self, account: str, region: str, partition: str, request: dict[str, Any]) -> str:
        """Create a job and return its ARN; a name that is taken is refused."""
        name = request["JobName"]
        with self._lock:
            if (account, region, name) in self._jobs:
                raise JobRefusal("ResourceInUse", f"Inference recommendations job {name} already exists")
            arn = f"arn:{partition}:sagemaker:{region}:{account}:inference-recommendations-job/{name}"
            life = self._lives.get(name) or self._lives.get("*") or Life()
            first, *to_come = life.statuses
            now = self._now()
            job = Job(account, region, arn, request, now, now, life, to_come, first)
            job.completed = now if first in ENDED else None
            job.tags.extend(request.get("Tags") or [])
            self._jobs[account, region, name] = job
            return arn

    def describe(self, account: str, region: str, name: str) -> dict[str, Any]:
        """The answer to Describe; afterwards the job may take its next state."""
        with self._lock:
            job = self.get(account, region, name)
            answer = job.answer()
            if job.life.advance is Advance.DESCRIBE:
                job.step(self._now())
            return answer

    def stop(self, account: str, region: str, name: str) -> None:
        """Stop a job: it is STOPPING now and STOPPED next."""
        with self._lock:
            job = self.get(account, region, name)
            if job.status in ENDED:
                raise JobRefusal(
                    "ValidationException",
                    f"The request was rejected because the job {name} is in a non-running state: {job.status}.",
                )
            if job.status != "STOPPING":
                job.enter("STOPPING", self._now())
            job.to_come = ["STOPPED"]

    def steps(self, account: str, region: str, name: str, status: str | None) -> list[dict[str, Any]]:
        """The steps of a job, or those in one state."""
        with self._lock:
            made = self.get(account, region, name).benchmarks()
            return [step for step in made if status in {None, step["Status"]}]

    def summaries(self, account: str, region: str, query: dict[str, Any]) -> list[dict[str, Any]]:
        """The jobs that List's filters let through, in the order asked for."""
        with self._lock:
            jobs = [job for (*owner, _), job in self._jobs.items() if owner == [account, region]]
            rows = [row for row in map(Job.summary, jobs) if _passes(row, query)]
        by = query.get("SortBy") or "CreationTime"
        rows.sort(key=lambda row: row["JobName"])
        rows.sort(key=lambda row: row["JobName" if by == "Name" else by], reverse=query.get("SortOrder") != "Ascending")
        return rows

    def get(self, account: str, region: str, name: str) -> Job:
        """The job ``name``; an error of the service if it does not exist."""
        with self._lock:
            job = self._jobs.get((account, region, name))
            if job is None:
                raise JobRefusal("ResourceNotFound", f"Could not find inference recommendations job {name}.")
            return job

    def _named(self, name: str) -> list[Job]:
        return [job for job in self._jobs.values() if job.name == name]


def _present(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if value is not None}


_EQUAL = {
    "StatusEquals": "Status",
    "ModelNameEquals": "ModelName",
    "ModelPackageVersionArnEquals": "ModelPackageVersionArn",
}


def _passes(row: dict[str, Any], query: dict[str, Any]) -> bool:
    return all(_conditions(row, query))


def _conditions(row: dict[str, Any], query: dict[str, Any]) -> Iterable[bool]:
    for name, member in _EQUAL.items():
        if query.get(name) is not None:
            yield row.get(member) == query[name]
    yield (query.get("NameContains") or "") in row["JobName"]
    for member in ("CreationTime", "LastModifiedTime"):
        moment = row[member].replace(tzinfo=UTC).timestamp()
        if query.get(f"{member}After") is not None:
            yield moment > query[f"{member}After"]
        if query.get(f"{member}Before") is not None:
            yield moment < query[f"{member}Before"]
