"""The request of a job, from the answer of DescribeInferenceRecommendationsJob."""

from __future__ import annotations

from recolint.base.static import Any
from recolint.request.contract.shapes import REQUEST
from recolint.request.job import InputConfig, Job

JOB_ARN = "JobArn"
"""The member of the answer that the request does not have."""

_OF_JOBS = ":inference-recommendations-job/"

UNTOLD = (Job.output.name, Job.tags.name)
"""Members of the request that the answer does not have."""

TOLD = tuple(name for name in REQUEST.members if name not in UNTOLD)
"""Members of the request that the answer has."""


def is_job_arn(text: str) -> bool:
    """Whether ``text`` is the ARN of a recommendation job, judged by the part that other ARNs do not have."""
    return _OF_JOBS in text


def is_answer(data: object) -> bool:
    """Whether the plain ``data`` of a file are such an answer."""
    return isinstance(data, dict) and is_job_arn(str(data.get(JOB_ARN))) and Job.input.name in data


def is_filled_in(name: str, value: object) -> bool:
    """Whether ``value`` is what describe returns if the request lacks ``name``: an empty value, or a duration of 0."""
    return value in (None, "", [], {}) or (name == InputConfig.duration.name and value == 0)


def request_of(answer: dict[str, Any]) -> dict[str, Any]:
    """The request that a job was created with, as far as describe says it: without ``UNTOLD``.

    What describe fills in is skipped.
    """
    return {name: _given(answer[name]) for name in TOLD if name in answer and not is_filled_in(name, answer[name])}


def _given(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _given(one) for name, one in value.items() if not is_filled_in(name, one)}
    return [_given(one) for one in value] if isinstance(value, list) else value
