"""The result of one job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from recolint.results.answers import structure, text, time
from recolint.results.rows import Row, rows

FAILED = "FAILED"
UNSUCCESSFUL = (FAILED, "STOPPED")

_FACTS = (
    ("JobType", "type"),
    ("JobDescription", "description"),
    ("JobArn", "ARN"),
    ("RoleArn", "role"),
)
_TIMES = (
    ("CreationTime", "created"),
    ("LastModifiedTime", "changed"),
    ("CompletionTime", "ended"),
)


@dataclass(frozen=True, slots=True)
class JobResults:
    """A job, its results, and why it or benchmarks of it failed, in AWS's words. All texts may hold anything.

    ``facts`` are labels and what belongs to them: type, description, ARN, role, times.
    """

    name: str
    status: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether there can be no results."""
        return self.status == FAILED

    @property
    def unsuccessful(self) -> bool:
        """Whether the job failed or was stopped, with or without results."""
        return self.status in UNSUCCESSFUL


def job_results(answer: dict[str, Any], steps: Sequence[dict[str, Any]] = ()) -> JobResults:
    """The results in the describe answer ``answer`` and the ``steps`` of the same job."""
    benchmarks = (structure(step.get("InferenceBenchmark")).get("FailureReason") for step in steps)
    reasons = [text(reason) for reason in (answer.get("FailureReason"), *benchmarks) if reason]
    facts = [(label, text(answer[name])) for name, label in _FACTS if answer.get(name)]
    facts += [(label, time(answer[name])) for name, label in _TIMES if answer.get(name)]
    return JobResults(
        name=text(answer.get("JobName")),
        status=text(answer.get("Status")),
        facts=tuple(facts),
        rows=tuple(rows(answer)),
        reasons=tuple(dict.fromkeys(reasons)),
    )
