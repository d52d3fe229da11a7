"""The input of a report on results."""

from __future__ import annotations

from dataclasses import dataclass

from recolint.report.results.changes import Changes
from recolint.results.job import JobResults
from recolint.results.rows import DEFAULT_SORT, Row, ordered


@dataclass(frozen=True, slots=True)
class ResultsReport:
    """Jobs, by what their rows are sorted (a key of ``SORTS``), and how their requests differ, a line each."""

    jobs: tuple[JobResults, ...]
    sort: str = DEFAULT_SORT
    differences: tuple[str, ...] = ()

    def rows_of(self, job: JobResults) -> list[Row]:
        """The rows of ``job`` in order."""
        return ordered(job.rows, self.sort)

    @property
    def rows(self) -> list[Row]:
        """The rows of all jobs in one order."""
        return ordered((row for job in self.jobs for row in job.rows), self.sort)

    @property
    def changes(self) -> Changes:
        """How results differ from those of the first job; empty if jobs are shown but not compared."""
        return Changes([job.name for job in self.jobs] if self.differences else [], self.rows)
