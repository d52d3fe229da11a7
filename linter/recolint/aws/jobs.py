"""Recommendation jobs as AWS reports them: list, describe, steps, stop."""

from __future__ import annotations

from typing import Any

from recolint.aws import clock, trouble
from recolint.aws.session import Aws
from recolint.aws.trouble import CallOutcome
from recolint.base.errors import AwsError
from recolint.request.job import Job

ENDED = frozenset({"COMPLETED", "FAILED", "STOPPED", "DELETED"})
SUCCEEDED = "COMPLETED"
_STOPPED = frozenset({"STOPPING", "STOPPED", "DELETING", "DELETED"})
_RETRY_SECONDS = (0.5, 1.0, 2.0)
"""Seconds before describe is asked again whether a job is being stopped."""


class NoJobError(AwsError):
    """There is no job with that name in this account and Region."""


class Jobs:
    """The jobs of an account and Region. Every method raises ``AwsError``."""

    def __init__(self, aws: Aws) -> None:
        self._client = aws.jobs
        self.region = aws.region

    def describe(self, name: str) -> dict[str, Any]:
        """The response of AWS on the job ``name``; raises ``NoJobError`` too."""
        answer = self._call("describe_inference_recommendations_job", name)
        if not (_is_named(answer) and isinstance(answer.get("Status"), str)):
            # botocore makes an empty answer of what it cannot read.
            raise AwsError(f"{name}: {trouble.UNREADABLE}")
        return answer

    def stop(self, name: str) -> None:
        """Have the job ``name`` stopped; raises ``NoJobError`` too.

        The answer of AWS is empty, and a proxy may send the same: only describe says whether the job is stopping.
        """
        self._call("stop_inference_recommendations_job", name)
        for pause in (*_RETRY_SECONDS, None):
            try:
                status = str(self.describe(name).get("Status"))
            except AwsError as error:
                raise AwsError(f"{error}; unknown whether the job is stopping") from error
            if status in _STOPPED:
                return
            if status in ENDED:
                raise AwsError(f"{name}: not stopped: the job has already ended ({status})")
            if pause is not None:
                clock.system().sleep(pause)
        raise AwsError(f"{name}: recolint asked AWS to stop the job, but its status is still {status}")

    def steps(self, name: str) -> list[dict[str, Any]]:
        """The benchmarks of the job ``name``."""
        return self._pages("list_inference_recommendations_job_steps", "Steps", {Job.name.name: name})

    def listed(self, filters: dict[str, Any], most: int | None) -> list[dict[str, Any]]:
        """Summaries of the jobs that ``filters`` (members of the API's request) let through, at most ``most``."""
        operation, members = "list_inference_recommendations_jobs", "InferenceRecommendationsJobs"
        found = self._pages(operation, members, filters, most)
        if not all(map(_is_named, found)):
            raise AwsError(trouble.UNREADABLE)
        return found

    def tags(self, arn: str) -> list[dict[str, str]]:
        """The tags of the job ``arn``."""
        return self._pages("list_tags", "Tags", {"ResourceArn": arn})

    def _call(self, operation: str, name: str) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(JobName=name)
        except Exception as error:
            if trouble.outcome(error) is CallOutcome.NOT_FOUND:
                raise NoJobError(f"{name}: no such job in {self.region} of this account") from error
            raise AwsError(f"{name}: {trouble.words(error)}") from error
        return answer

    def _pages(self, operation: str, members: str, request: dict[str, Any], most: int | None = None) -> list[Any]:
        try:
            pages = self._client.get_paginator(operation).paginate(**request, PaginationConfig={"MaxItems": most})
            return [one for page in pages for one in _listed(page, members)]
        except Exception as error:
            if trouble.outcome(error) is CallOutcome.NOT_FOUND:
                raise NoJobError(f"no such job in {self.region} of this account") from error
            raise AwsError(trouble.words(error)) from error


def _is_named(answer: dict[str, Any]) -> bool:
    return isinstance(answer.get(Job.name.name), str)


def _listed(page: dict[str, Any], members: str) -> list[Any]:
    """The list of a page; raises ``AwsError`` for a page without one, which is not of AWS."""
    found = page.get(members)
    if not isinstance(found, list):
        raise AwsError(trouble.UNREADABLE)
    return found
