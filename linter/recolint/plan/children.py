"""What the resources that a job makes are called."""

from __future__ import annotations

from typing import NamedTuple

CHILD_NAME_CHARACTERS = 40
"""How many characters of a job's name its children keep (API reference: JobName)."""


class Children(NamedTuple):
    """The name of the models, endpoints and other resources that a job makes: what is kept of its own, what is cut."""

    kept: str
    cut: str

    @classmethod
    def of(cls, job_name: str) -> Children:
        """What the children of the job ``job_name`` are called."""
        return cls(job_name[:CHILD_NAME_CHARACTERS], job_name[CHILD_NAME_CHARACTERS:])
