"""The names of the resources that a job creates."""

from __future__ import annotations

from recolint.base.named_tuple import NamedTuple
from recolint.plan import CHILD_NAME_CHARACTERS


class Children(NamedTuple):
    """The name of the models, endpoints and other resources of a job: the part of JobName in it, and the rest."""

    kept: str
    cut: str

    @classmethod
    def of(cls, job_name: str) -> Children:
        """The name of the children of the job ``job_name``."""
        return cls(job_name[:CHILD_NAME_CHARACTERS], job_name[CHILD_NAME_CHARACTERS:])
